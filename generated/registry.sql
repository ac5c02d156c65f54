-- @generated from tools.toml by gatewayc gen; do not edit.

CREATE TABLE mcp_servers (
  name TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  embedded TEXT,
  stdio_command TEXT, -- JSON array
  http_url TEXT,
  start_timeout_ms INTEGER NOT NULL,
  call_timeout_ms INTEGER NOT NULL,
  in_flight INTEGER NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE mcp_tools (
  name TEXT PRIMARY KEY,
  server TEXT NOT NULL REFERENCES mcp_servers (name),
  title TEXT NOT NULL,
  upstream TEXT NOT NULL,
  description TEXT NOT NULL,
  aliases TEXT NOT NULL, -- JSON array
  class TEXT NOT NULL CHECK (class IN ('read', 'write', 'destructive')),
  rate_calls INTEGER,
  rate_per_ms INTEGER,
  cache_ms INTEGER,
  retries INTEGER NOT NULL,
  approval TEXT NOT NULL CHECK (approval IN ('never', 'always')),
  call_timeout_ms INTEGER NOT NULL,
  max_arguments_bytes INTEGER,
  max_result_bytes INTEGER,
  input_schema TEXT NOT NULL, -- JSON
  output_schema TEXT, -- JSON
  sha256 TEXT NOT NULL
) STRICT;

CREATE TABLE allowlist (
  principal TEXT NOT NULL,
  tool TEXT NOT NULL REFERENCES mcp_tools (name),
  PRIMARY KEY (principal, tool)
) STRICT;

BEGIN;

INSERT INTO mcp_servers VALUES ('adr', 'Decisions', 'adr', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.adr.server"]', 'http://adr:8005/mcp', 30000, 60000, 8, '71a79cc87a92c017019d2872e1e721b9553fda3c6ed018a7e22c109b2d37a8f8');
INSERT INTO mcp_servers VALUES ('agent_persona', 'Agent Personas', 'agent_persona', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.agent_persona.server"]', 'http://agent-persona:8009/mcp', 30000, 60000, 4, 'cd47b386aa7e4a02177f7e321bd1db4abf3212eb01d06015b05cc15162e901e7');
INSERT INTO mcp_servers VALUES ('chronicle', 'Chronicle', 'chronicle', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.chronicle.server"]', 'http://chronicle:8002/mcp', 30000, 60000, 8, 'a2f69b6eb377296b140412fbcf80867e8bc68e7cc13c126ba5ae40b7f9c6024e');
INSERT INTO mcp_servers VALUES ('code', 'Code', 'code', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.code.server"]', 'http://code:8007/mcp', 30000, 120000, 8, 'ef0fd4120346020c86ebbc0d4b0e16a781304ec098ee8c3ead0328c6b1e4197e');
INSERT INTO mcp_servers VALUES ('config', 'Configuration', 'config', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.config.server"]', 'http://config:8008/mcp', 30000, 60000, 4, '3d31363c2917e78d2146ca192deab2988edb150ca721c8164c17d9d73cb5b768');
INSERT INTO mcp_servers VALUES ('council', 'Council', 'council', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.council.server"]', 'http://council:8010/mcp', 60000, 60000, 2, '98721d996ae3631a9eaec370c4981d619691fedd8aa33125aa4fc5e6029899f5');
INSERT INTO mcp_servers VALUES ('forge_llm', 'Forge LLM', 'forge_llm', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.forge_llm.server"]', 'http://forge-llm:8011/mcp', 30000, 60000, 4, '27f464d82d2c762032992566e3a5b9e860ca9083e2acb6b665b60c9905a25401');
INSERT INTO mcp_servers VALUES ('git_workflow', 'Git Workflow', 'git_workflow', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.git.server"]', 'http://git-workflow:8003/mcp', 30000, 60000, 1, '46c0cfaf129136a7c6776893589b6ff9c748556c4bc75e345bfdfe82e9b64369');
INSERT INTO mcp_servers VALUES ('orchestrator', 'Orchestrator', 'orchestrator', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.orchestrator.server"]', 'http://orchestrator:8012/mcp', 30000, 60000, 2, '0bf5b58a6c7be96341fb24dbbb28d56fb80d54161e679b9d35b1678f9addd4ab');
INSERT INTO mcp_servers VALUES ('protocol', 'Protocols', 'protocol', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.protocol.server"]', 'http://protocol:8004/mcp', 30000, 60000, 8, '7ad77f3870a11a941a17d56dcf89de254b94954d82c0893517b8baa7194cb458');
INSERT INTO mcp_servers VALUES ('rag_cortex', 'RAG Cortex', 'rag_cortex', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.rag_cortex.server"]', 'http://rag-cortex:8001/mcp', 120000, 120000, 8, '68686a511e6b8805ef364ba0e5311672c0490a93ed6dc71cdc7973a0bebf0927');
INSERT INTO mcp_servers VALUES ('task', 'Tasks', 'task', '["${SANCTUARY_PYTHON:-python3}","-m","mcp_servers.task.server"]', 'http://task:8006/mcp', 30000, 60000, 8, '8833f4d5d6fb140dca239d8a4dd34107c750bf2207810307923009a23e1c6026');

INSERT INTO mcp_tools VALUES ('adr_create', 'adr', 'Record a decision', 'adr_create', 'Write a new architecture decision record under the next free number. Use it when a choice was made that others must be able to look up; search with adr_search first. A standing rule belongs in protocol_create, an event in chronicle_create_entry. Returns the number and the file.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"title":{"type":"string","description":"The decision in a few words, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"context":{"type":"string","description":"What made a decision necessary, in Markdown.","minLength":1},"decision":{"type":"string","description":"What was decided, in Markdown.","minLength":1},"consequences":{"type":"string","description":"What follows from it, good and bad, in Markdown.","minLength":1},"date":{"type":["string","null"],"description":"Day of the decision as YYYY-MM-DD; today when absent.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},"status":{"type":"string","description":"Where it stands in its life cycle.","enum":["proposed","accepted","deprecated","superseded"],"default":"proposed"},"author":{"type":"string","description":"Who records it.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$","default":"AI Assistant"},"supersedes":{"type":["integer","null"],"description":"Number of the record that this one replaces.","minimum":1}},"required":["title","context","decision","consequences"],"additionalProperties":false}', NULL, 'e5aea28641f8c175b0c5e1ea7736930cc48e45e501deba961c225eb03e22207b');
INSERT INTO mcp_tools VALUES ('adr_get', 'adr', 'Read a decision', 'adr_get', 'One decision record in full, by its number. To find the number use adr_search or adr_list.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"number":{"type":"integer","description":"Number of the record, such as 12.","minimum":1}},"required":["number"],"additionalProperties":false}', NULL, 'e497769926f40c0f2636c56ce409e47271e70c3d19686e9b7cef5b674bfc73b6');
INSERT INTO mcp_tools VALUES ('adr_list', 'adr', 'List decisions', 'adr_list', 'All decision records, or those of one status: number, title, status and date of each, without the text. For a topic use adr_search.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only those of this status; all when absent.","enum":["proposed","accepted","deprecated","superseded",null]}},"additionalProperties":false}', NULL, 'fedacd99d3e85afda7d74bc70b5e80d493a1c58c9d010598e3252173362a698c');
INSERT INTO mcp_tools VALUES ('adr_search', 'adr', 'Search decisions', 'adr_search', 'Decision records that contain the words: number, title and the matching lines of each. Use it before proposing a change of the architecture; to read a hit use adr_get, for all kinds of documents cortex_query.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"vector store\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}', NULL, '23503de1e685a04ce6f9d97686a1ba8cf28ab829ddb6f95a0753485a4a17b4e6');
INSERT INTO mcp_tools VALUES ('adr_update_status', 'adr', 'Move a decision on', 'adr_update_status', 'Move a record through its life cycle: proposed to accepted or deprecated, accepted to deprecated or superseded, nothing else. It cannot change the text: write a new record with adr_create that supersedes the old one.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"number":{"type":"integer","description":"Number of the record, such as 12.","minimum":1},"new_status":{"type":"string","description":"The status to move to.","enum":["proposed","accepted","deprecated","superseded"]},"reason":{"type":"string","description":"Why, one sentence.","minLength":1,"maxLength":2000}},"required":["number","new_status","reason"],"additionalProperties":false}', NULL, 'f8c6859287b44ce2729088d5d4a9ab71da37a0ab854c07cd5983330569776b16');
INSERT INTO mcp_tools VALUES ('check_sanctuary_model_status', 'forge_llm', 'Is the model there', 'check_sanctuary_model_status', 'Say whether the fine-tuned model is served and loaded, as JSON. Look here when query_sanctuary_model fails or is slow.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, '1cf18a335cec6d2f5a368cccbe7ad81e12ea7481298965cc98078fd140786f0d');
INSERT INTO mcp_tools VALUES ('chronicle_create_entry', 'chronicle', 'Write a chronicle entry', 'chronicle_create_entry', 'Write a new entry into the chronicle, under the next free number: what happened, and what was learnt. A decision about the architecture belongs in adr_create, a standing rule in protocol_create, work to do in create_task. Returns the number and the file.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"title":{"type":"string","description":"What the entry is about, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"The entry, in Markdown, without a heading for the title.","minLength":1},"author":{"type":"string","description":"Who writes it: a name, such as \"Auditor\".","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"date":{"type":["string","null"],"description":"Day of the entry as YYYY-MM-DD; today when absent.","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},"status":{"type":"string","description":"How settled it is.","enum":["draft","published","canonical","deprecated"],"default":"draft"},"classification":{"type":"string","description":"Who may read it.","enum":["public","internal","confidential"],"default":"internal"}},"required":["title","content","author"],"additionalProperties":false}', NULL, 'a1ccb3552f2002f4af0ce50332da796fb6651a4f9af72bdb8b9de08662383804');
INSERT INTO mcp_tools VALUES ('chronicle_get_entry', 'chronicle', 'Read a chronicle entry', 'chronicle_get_entry', 'One entry in full, by its number. To find the number use chronicle_search or chronicle_list_entries.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"entry_number":{"type":"integer","description":"Number of the entry, such as 283.","minimum":1}},"required":["entry_number"],"additionalProperties":false}', NULL, '9815ac4e9b5f5aa69d39d680fd89741bc71ad2803133097b293e4c34606c119b');
INSERT INTO mcp_tools VALUES ('chronicle_list_entries', 'chronicle', 'Newest chronicle entries', 'chronicle_list_entries', 'The newest entries, newest first: number, title, status and date of each, without the text. Use it to catch up; for a topic use chronicle_search, for the text chronicle_get_entry.', '["chronicle_read_latest_entries"]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"limit":{"type":"integer","description":"How many entries to return at most.","minimum":1,"maximum":1000,"default":10}},"additionalProperties":false}', NULL, 'ee3a89ed0aed0723e49106e77ae5499ba333a0e68335631e7b58d631b7353502');
INSERT INTO mcp_tools VALUES ('chronicle_search', 'chronicle', 'Search the chronicle', 'chronicle_search', 'Entries whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use chronicle_get_entry.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"session seal\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}', NULL, 'c8dfef3fca094e292adccae493c672cd3f864faaff732ffd01557c2173f45210');
INSERT INTO mcp_tools VALUES ('chronicle_update_entry', 'chronicle', 'Change a chronicle entry', 'chronicle_update_entry', 'Change the title, content, status or classification of an entry. Needs a person''s approval, and override_approval_id too when the entry is older than 7 days. To add something new, write another entry with chronicle_create_entry instead. Returns the fields that changed.', '[]', 'write', 50, 60000, NULL, 0, 'always', 60000, 4194304, 4194304, '{"type":"object","properties":{"entry_number":{"type":"integer","description":"Number of the entry, such as 283.","minimum":1},"reason":{"type":"string","description":"Why it is changed, one sentence.","minLength":1,"maxLength":2000},"override_approval_id":{"type":["string","null"],"description":"Id of the approval to change an entry older than 7 days.","minLength":1,"maxLength":200},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"New text in full, in Markdown; it replaces the old.","minLength":1},"status":{"type":"string","description":"New status.","enum":["draft","published","canonical","deprecated"]},"classification":{"type":"string","description":"New classification.","enum":["public","internal","confidential"]}},"additionalProperties":false}},"required":["entry_number","reason","updates"],"additionalProperties":false}', NULL, 'be2ea50d3caecc71b9238205dd859a15228499f1fdeb3f5fa2f1884f9c79a287');
INSERT INTO mcp_tools VALUES ('code_analyze', 'code', 'Code statistics', 'code_analyze', 'Static figures of a file or folder: lines, functions, complexity. For mistakes use code_lint.', '[]', 'read', 50, 60000, NULL, 2, 'never', 300000, 262144, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"src\".","minLength":1}},"required":["path"],"additionalProperties":false}', NULL, '7189498630846b420cad6b33b7dff78b0d219162a41934400e9dc998c75610a2');
INSERT INTO mcp_tools VALUES ('code_find_file', 'code', 'Find files by name', 'code_find_file', 'Paths of the files whose name matches, at any depth. For all files of a folder use code_list_files, for text inside files code_search_content.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"name_pattern":{"type":"string","description":"A name or glob, such as \"server.py\" or \"*.toml\".","minLength":1,"maxLength":1000},"directory":{"type":"string","description":"The folder to search; the root of the repository when absent.","minLength":1,"default":"."}},"required":["name_pattern"],"additionalProperties":false}', NULL, '03657300aefb8ac4cbf9c0fb94a406517c694faa1de040d94292449724c21df9');
INSERT INTO mcp_tools VALUES ('code_format', 'code', 'Format', 'code_format', 'Run a Python formatter on a file or folder, changing files in place, or only check with check_only. For mistakes rather than layout use code_lint.', '[]', 'write', 50, 60000, NULL, 0, 'never', 300000, 4194304, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"scripts\".","minLength":1},"tool":{"type":"string","description":"The formatter; it must be installed.","enum":["ruff","black"],"default":"ruff"},"check_only":{"type":"boolean","description":"Say what would change, and change nothing.","default":false}},"required":["path"],"additionalProperties":false}', NULL, '77c05b264f592d007a546600a6fad62624a6a76930a19719cd524b8ecf4b3ffc');
INSERT INTO mcp_tools VALUES ('code_get_info', 'code', 'File facts', 'code_get_info', 'Size, times, kind and number of lines of a path, without its content. For the content use code_read.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"src\".","minLength":1}},"required":["path"],"additionalProperties":false}', NULL, '52725f96505c1087a9d56c5ae3bb1ec5aa58efc918ced988be70cf4d4db0464a');
INSERT INTO mcp_tools VALUES ('code_lint', 'code', 'Lint', 'code_lint', 'Run a Python linter on a file or folder and return what it found; changes nothing. To repair the layout use code_format.', '[]', 'read', 50, 60000, NULL, 2, 'never', 300000, 262144, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file or folder, such as \"scripts\".","minLength":1},"tool":{"type":"string","description":"The linter; it must be installed.","enum":["ruff","pylint","flake8"],"default":"ruff"}},"required":["path"],"additionalProperties":false}', NULL, '3d23f6ae9760c51990bd83f236d188d38b66499b1bb2b70267e639683d28096a');
INSERT INTO mcp_tools VALUES ('code_list_files', 'code', 'List files', 'code_list_files', 'The files below a folder, with their sizes. To find one by its name use code_find_file.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"directory":{"type":"string","description":"The folder; the root of the repository when absent.","minLength":1,"default":"."},"pattern":{"type":"string","description":"Only names that match this glob, such as \"*.rs\".","minLength":1,"maxLength":1000,"default":"*"},"recursive":{"type":"boolean","description":"Go into folders below.","default":true}},"additionalProperties":false}', NULL, '3d03d20c1ed1a70a82cdf79627ea1e09e7bbe7ca9c0286a418add5e8315ddd26');
INSERT INTO mcp_tools VALUES ('code_read', 'code', 'Read a file', 'code_read', 'The content of one text file. To find it use code_find_file or code_search_content; for its size and kind only code_get_info; for tasks, decisions, protocols and chronicle entries their own tools.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file, such as \"src/main.rs\".","minLength":1},"max_size_mb":{"type":"integer","description":"Refuse a file larger than this, in MB.","minimum":1,"maximum":100,"default":10}},"required":["path"],"additionalProperties":false}', NULL, 'e75f941970f9defc280e2be4f37376216ad5abcd9c1c7be7f55793abbae87622');
INSERT INTO mcp_tools VALUES ('code_search_content', 'code', 'Search in files', 'code_search_content', 'Lines of files that contain the text, with file and line number. It looks only at Python files unless file_pattern says otherwise. For documents and questions in plain words use cortex_query, for names of files code_find_file.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The text to find, such as \"def main\".","minLength":1,"maxLength":10000},"file_pattern":{"type":"string","description":"Only files that match this glob, such as \"*.rs\".","minLength":1,"maxLength":1000,"default":"*.py"},"case_sensitive":{"type":"boolean","description":"Tell upper from lower case.","default":false}},"required":["query"],"additionalProperties":false}', NULL, '82796ce34185de12761aa7bc5572284058f99e1dd90fda9fae032de5568a328a');
INSERT INTO mcp_tools VALUES ('code_write', 'code', 'Write a file', 'code_write', 'Write a file in full, creating or replacing it; what was there is kept as a backup. Read it first with code_read. Not for tasks, decisions, protocols and chronicle entries, which have tools of their own. Returns the size and the backup''s name.', '[]', 'write', 50, 60000, NULL, 0, 'never', 120000, 4194304, 4194304, '{"type":"object","properties":{"path":{"type":"string","description":"The file, such as \"src/main.rs\".","minLength":1},"content":{"type":"string","description":"The whole new content."},"backup":{"type":"boolean","description":"Keep a copy of what was there.","default":true},"create_dirs":{"type":"boolean","description":"Create missing folders on the way.","default":true}},"required":["path","content"],"additionalProperties":false}', NULL, '764ebb5da65e1326c3f23b6a2159b38b46bd0372ed543ad927d7756ff1331c1e');
INSERT INTO mcp_tools VALUES ('config_delete', 'config', 'Delete a configuration file', 'config_delete', 'Delete a configuration file. Needs a person''s approval. To empty or change it use config_write.', '[]', 'destructive', 10, 60000, NULL, 0, 'always', 60000, 1048576, 1048576, '{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255}},"required":["filename"],"additionalProperties":false}', NULL, 'faefee9bdfe032a16b8a864495067bea197c35238fb1858ed48f0bf1ffd28a3c');
INSERT INTO mcp_tools VALUES ('config_list', 'config', 'List configuration files', 'config_list', 'Names, sizes and times of the configuration files. To read one use config_read.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, '8e33491f43ffec0af77704d60b518b92d0471235dee4dc3f3dc37b4a704790cd');
INSERT INTO mcp_tools VALUES ('config_read', 'config', 'Read a configuration file', 'config_read', 'The content of one configuration file. For the names use config_list; for any other file of the repository code_read.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255}},"required":["filename"],"additionalProperties":false}', NULL, '713d846a96633ddbaae2b85c6722fabb6c223a386b1777ab008a39d5f44a0580');
INSERT INTO mcp_tools VALUES ('config_write', 'config', 'Write a configuration file', 'config_write', 'Write a configuration file in full, creating or replacing it; what was there is kept as a backup. Needs a person''s approval. Read it first with config_read.', '[]', 'write', 10, 60000, NULL, 0, 'always', 60000, 4194304, 4194304, '{"type":"object","properties":{"filename":{"type":"string","description":"Name of the file, such as \"agents.json\", without a folder.","maxLength":255},"content":{"type":"string","description":"The whole new content; valid JSON when the name ends in .json."}},"required":["filename","content"],"additionalProperties":false}', NULL, '23a0660c9d597b592896687b0cd3912d9ca0b3221e9ba431bf4bbd0fd63f7520');
INSERT INTO mcp_tools VALUES ('cortex_cache_get', 'rag_cortex', 'Look up a cached answer', 'cortex_cache_get', 'Look up the stored answer to exactly this question; does not search. Try it before a costly cortex_query on a standing question. Returns JSON that says whether there was a hit, and the answer.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The question, worded as it was stored.","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}', NULL, '3c4fee7bdbb315cb771205fb547ef787d91a8f51973f2b0c44ac28cb4a6b37a4');
INSERT INTO mcp_tools VALUES ('cortex_cache_set', 'rag_cortex', 'Store an answer', 'cortex_cache_set', 'Store a finished answer to a question, replacing an earlier one, for cortex_cache_get and for cortex_query with use_cache. Only for answers that stay true for a while; knowledge that must last belongs in a document, e.g. through chronicle_create_entry.', '[]', 'write', 100, 60000, NULL, 0, 'never', 120000, 4194304, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The question, worded as it will be asked again.","minLength":1,"maxLength":10000},"answer":{"type":"string","description":"The answer in full.","minLength":1}},"required":["query","answer"],"additionalProperties":false}', NULL, 'c08901de634658614dfa3559db68633288861a82f22f0d754509a8ce3ee9a733');
INSERT INTO mcp_tools VALUES ('cortex_cache_stats', 'rag_cortex', 'Answer cache statistics', 'cortex_cache_stats', 'Hits, misses and size of the answer cache, as JSON. For the index itself use cortex_get_stats.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, 'ca4d2cb657822518e2d9a0f235c9cdc8e3671abec7d43a91fb7cc1db5a0ad17d');
INSERT INTO mcp_tools VALUES ('cortex_cache_warmup', 'rag_cortex', 'Fill the answer cache', 'cortex_cache_warmup', 'Answer a list of standing questions and store the answers, so that they come at once later. Run it once after a large ingest; for a single answer use cortex_cache_set. Returns JSON with the number of questions stored.', '[]', 'write', 10, 60000, NULL, 0, 'never', 900000, 4194304, 4194304, '{"type":"object","properties":{"genesis_queries":{"type":["array","null"],"description":"The questions; a built-in list when absent.","maxItems":200,"items":{"type":"string","minLength":1,"maxLength":10000}}},"additionalProperties":false}', NULL, '5ef34400914083920bbb2dd8e380145066b5a978b6e6fc6e3f567380b2f6cf3d');
INSERT INTO mcp_tools VALUES ('cortex_get_stats', 'rag_cortex', 'Index statistics', 'cortex_get_stats', 'Count the documents, chunks and cached answers of the index, and say whether it is healthy. Use it when cortex_query finds nothing, to see whether anything was ingested; for hits and misses of the answer cache use cortex_cache_stats.', '[]', 'read', 100, 60000, NULL, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, 'df8e42e53be613384505f395cbc7bab9d898544a9d97e7092f0c522c30e4ae63');
INSERT INTO mcp_tools VALUES ('cortex_guardian_wakeup', 'rag_cortex', 'Begin a session', 'cortex_guardian_wakeup', 'Make one digest to start a working session from: recent chronicle entries, open tasks, key protocols (Protocol 114). Call it once, first thing in a session; for a single question use cortex_query. May fill the answer cache. Returns the digest, or names the file that holds it.', '[]', 'write', 10, 60000, NULL, 0, 'never', 300000, 4194304, 4194304, '{"type":"object","properties":{"mode":{"type":"string","description":"What the digest covers; HOLISTIC is everything.","enum":["HOLISTIC"],"default":"HOLISTIC"}},"additionalProperties":false}', NULL, 'cd0488575da58993bb06bc9bf41090280bbd70cb037230707d0cd8aa56c36cff');
INSERT INTO mcp_tools VALUES ('cortex_ingest_full', 'rag_cortex', 'Rebuild the index', 'cortex_ingest_full', 'Rebuild the whole index from the source folders, by default dropping what is there first: takes minutes. Needs a person''s approval. Only when the index is damaged or its sources moved; for new or changed files use cortex_ingest_incremental. Returns JSON with the numbers of documents and chunks.', '[]', 'destructive', 1, 3600000, NULL, 0, 'always', 1800000, 1048576, 1048576, '{"type":"object","properties":{"purge_existing":{"type":"boolean","description":"Drop the present index first; false adds to it.","default":true},"source_directories":{"type":["array","null"],"description":"Existing folders to read, such as [\"docs\", \"ADRs\"]; all standard folders when absent.","maxItems":100,"items":{"type":"string","minLength":1}}},"additionalProperties":false}', NULL, '78b1dd8f38aae5d68b8dc5b5103fc5f4c589888709a4778a7ac762277b114bb2');
INSERT INTO mcp_tools VALUES ('cortex_ingest_incremental', 'rag_cortex', 'Index files', 'cortex_ingest_incremental', 'Add or refresh the named files in the index, so that cortex_query finds them. Use it after writing a document. Returns JSON: how many were added, how many skipped as already known.', '[]', 'write', 10, 60000, NULL, 0, 'never', 600000, 4194304, 4194304, '{"type":"object","properties":{"file_paths":{"type":"array","description":"Existing .md, .py, .js, .jsx, .ts or .tsx files, such as [\"docs/setup.md\"].","minItems":1,"maxItems":1000,"items":{"type":"string","pattern":"\\.(md|py|js|jsx|ts|tsx)$"}},"metadata":{"type":["object","null"],"description":"Facts to keep with every one of these files, such as {\"topic\": \"release\"}."},"skip_duplicates":{"type":"boolean","description":"Leave files alone that are indexed already; false indexes them again.","default":true}},"required":["file_paths"],"additionalProperties":false}', NULL, '72205cc6aa05e47f54d7861c806f05d4441819c104c50bcde4d35c61265683cf');
INSERT INTO mcp_tools VALUES ('cortex_query', 'rag_cortex', 'Search the knowledge', 'cortex_query', 'Rank passages of the indexed documents (chronicle, protocols, decisions, tasks, docs) for a question in plain words. The first choice for "what do we know about ..."; to search only one kind of document use chronicle_search, protocol_search, adr_search or search_tasks, and for source code code_search_content. Returns JSON: passages with file, score and text. Finds only what was ingested.', '[]', 'read', 100, 60000, 300000, 2, 'never', 120000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The question, in plain words, such as \"How do we seal a session?\".","minLength":1,"maxLength":10000},"max_results":{"type":"integer","description":"How many passages to return at most.","minimum":1,"maximum":100,"default":5},"use_cache":{"type":"boolean","description":"Give a finished answer from the answer cache when there is one.","default":false},"reasoning_mode":{"type":"boolean","description":"Work out what is being asked before searching: slower, for vague questions.","default":false}},"required":["query"],"additionalProperties":false}', NULL, '0ffa83b8368e78e511ec1104f2b2a05c14cb08e23a1104450b10137e078a85cf');
INSERT INTO mcp_tools VALUES ('council_dispatch', 'council', 'Ask the council', 'council_dispatch', 'Put a task before the council''s personas, or one of them, for some rounds, and return what each said in each round, as JSON. Takes minutes: for questions worth several views; for a single one use persona_dispatch. It deliberates, it does not act, but the conversations of the personas grow and output_path writes a file.', '[]', 'write', 10, 60000, NULL, 0, 'never', 1800000, 4194304, 4194304, '{"type":"object","properties":{"task_description":{"type":"string","description":"The question or task, with all they need to know.","minLength":1},"agent":{"type":["string","null"],"description":"Only this persona; all three when absent.","enum":["coordinator","strategist","auditor",null]},"max_rounds":{"type":"integer","description":"How many rounds at most; each asks every persona once.","minimum":1,"maximum":20,"default":3},"force_engine":{"type":["string","null"],"description":"Which provider answers; the server''s own choice when absent.","enum":["gemini","openai","ollama",null]},"model_preference":{"type":["string","null"],"description":"Which family of models to prefer.","enum":["OLLAMA","GEMINI","GPT",null]},"output_path":{"type":["string","null"],"description":"A file to write the result to, such as \"WORK_IN_PROGRESS/result.md\".","minLength":1}},"required":["task_description"],"additionalProperties":false}', NULL, 'b3b876b961d2d00132038fc0ff8718e8e71172979ee73119c95019d6f33214e7');
INSERT INTO mcp_tools VALUES ('council_list_agents', 'council', 'List the council', 'council_list_agents', 'The council''s personas and whether each can be reached now. For custom personas too use persona_list_roles.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, '615341a5a788d0e04d43cffd022b12cec22928737a7defb7dd7a3905e9d714e3');
INSERT INTO mcp_tools VALUES ('create_task', 'task', 'Create a task', 'create_task', 'Write a new task file, under the next free number unless one is given. Use it for work that is to be done; look with search_tasks first whether it exists. What has happened belongs in chronicle_create_entry. Returns the number and the file.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"title":{"type":"string","description":"What is to be done, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"objective":{"type":"string","description":"Why, and what is true when it is done, in Markdown.","minLength":1},"deliverables":{"type":"array","description":"What will exist afterwards, one thing each.","minItems":1,"items":{"type":"string","minLength":1}},"acceptance_criteria":{"type":"array","description":"How to tell that it is done, one check each.","minItems":1,"items":{"type":"string","minLength":1}},"priority":{"type":"string","description":"How urgent it is.","enum":["Critical","High","Medium","Low"],"default":"Medium"},"status":{"type":"string","description":"Where it starts.","enum":["backlog","todo","in-progress","complete","blocked"],"default":"backlog"},"lead":{"type":"string","description":"Who is to do it.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$","default":"Unassigned"},"dependencies":{"type":["string","null"],"description":"What must be done before, such as \"Requires #041, #042\".","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"related_documents":{"type":["string","null"],"description":"What to read, such as \"ADR 012, Protocol 101\".","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"notes":{"type":["string","null"],"description":"Anything else, in Markdown."},"task_number":{"type":["integer","null"],"description":"A free number to use; the next free one when absent.","minimum":1,"maximum":999}},"required":["title","objective","deliverables","acceptance_criteria"],"additionalProperties":false}', '{"type":"object","properties":{"number":{"type":"integer","description":"Number of the task."},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the file does not say it in known words.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string","description":"The file, from the root of the repository."}},"required":["number","title","status","priority","lead","dependencies","related_documents","path"],"additionalProperties":false}', '85749166dae455c21ec9407839c8f4d3d7d7ef2c9f2cb290f40728becc444dc8');
INSERT INTO mcp_tools VALUES ('get_task', 'task', 'Read a task', 'get_task', 'One task in full, by its number: objective, deliverables, acceptance criteria. To find the number use list_tasks or search_tasks.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999}},"required":["task_number"],"additionalProperties":false}', NULL, '890bc539ace613f5a718b4b8376682141e1ab7127c642ab6ef77207c9141bd59');
INSERT INTO mcp_tools VALUES ('git_add', 'git_workflow', 'Stage files', 'git_add', 'Stage files for the next git_smart_commit: the named ones, or all changes when none are named. Only on a feature branch. Prefer to name them, after a look at git_get_status.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"files":{"type":"array","description":"Files to stage, such as [\"src/main.rs\"]; all changes when absent.","maxItems":1000,"items":{"type":"string","minLength":1}}},"additionalProperties":false}', NULL, '14820a2772fa0f1e7fe417ab2e05297168fdf5e47eac61e73f7ca32583a3c561');
INSERT INTO mcp_tools VALUES ('git_diff', 'git_workflow', 'Show changes', 'git_diff', 'Show what changed in the working tree, or in what is staged, as a unified diff. For the names of changed files only use git_get_status; for what was committed git_log.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"cached":{"type":"boolean","description":"Compare what is staged instead of the working tree.","default":false},"file_path":{"type":"string","description":"Limit the diff to one file, such as \"src/main.rs\".","minLength":1}},"additionalProperties":false}', NULL, '74595f50c8f95d2f70b85e031d00fb8cdcef59f6bd7e7d572b8dac627d764e09');
INSERT INTO mcp_tools VALUES ('git_finish_feature', 'git_workflow', 'Finish a feature branch', 'git_finish_feature', 'Return to main, update it, and delete the local feature branch that has been merged there. Needs a person''s approval, a clean tree, and the branch merged into origin/main. Before that, publish with git_push_feature.', '[]', 'write', 10, 60000, NULL, 0, 'always', 300000, 4194304, 4194304, '{"type":"object","properties":{"branch_name":{"type":"string","description":"The branch, such as \"feature/task-045-token-refresh\".","maxLength":200,"pattern":"^feature/task-[A-Za-z0-9]+(?:(?:[_-]+|\\.)[A-Za-z0-9]+)*$"},"force":{"type":"boolean","description":"Delete it although git does not see it as merged, as after a squash merge.","default":false}},"required":["branch_name"],"additionalProperties":false}', NULL, 'be06044838cbc20a10216721f5200f54cf43beb9f543ed7a42953767569086b0');
INSERT INTO mcp_tools VALUES ('git_get_safety_rules', 'git_workflow', 'Git safety rules', 'git_get_safety_rules', 'The rules that the git tools enforce, as text. Read them once before the first git_start_feature of a session.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, 'ed50e4bdfc785661724eb95dd63d56bcbbdd973cf9639fbde2901873a110429a');
INSERT INTO mcp_tools VALUES ('git_get_status', 'git_workflow', 'Working tree status', 'git_get_status', 'The current branch, and which files are staged, modified and untracked. Look here before git_add, git_smart_commit or git_start_feature; for the changes themselves use git_diff.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, 'a3309fe5b81ae48c9cb14a1dc67ea070afcfdec1a850912fee55fb9ff45416e1');
INSERT INTO mcp_tools VALUES ('git_log', 'git_workflow', 'Recent commits', 'git_log', 'The newest commits of the current branch, newest first. For changes that are not committed yet use git_diff.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"max_count":{"type":"integer","description":"How many commits to return at most.","minimum":1,"maximum":1000,"default":10},"oneline":{"type":"boolean","description":"One line a commit: short hash and subject.","default":false}},"additionalProperties":false}', NULL, '282996b0fd81351e6f61fb39bf9b3598a4de0b0680838b3509724ffbb3edc84c');
INSERT INTO mcp_tools VALUES ('git_push_feature', 'git_workflow', 'Push the branch', 'git_push_feature', 'Push the current feature branch to its remote. Needs a person''s approval. Commit with git_smart_commit first. Returns what git said.', '[]', 'write', 10, 60000, NULL, 0, 'always', 600000, 4194304, 4194304, '{"type":"object","properties":{"force":{"type":"boolean","description":"Overwrite the remote branch; it loses commits that are only there.","default":false},"no_verify":{"type":"boolean","description":"Skip the hooks that run before a push.","default":false}},"additionalProperties":false}', NULL, '3aa85097fb4a1d5b6fee18c96538b3683f7e88a78c239bb4ac22a1b0cbbb1271');
INSERT INTO mcp_tools VALUES ('git_smart_commit', 'git_workflow', 'Commit', 'git_smart_commit', 'Commit what is staged, after the checks of Protocol 101: on a feature branch, something staged, tests pass. Needs a person''s approval. Stage with git_add first, look with git_diff and cached = true. Returns the hash. It publishes nothing: that is git_push_feature.', '[]', 'destructive', 10, 60000, NULL, 0, 'always', 1200000, 1048576, 1048576, '{"type":"object","properties":{"message":{"type":"string","description":"The message: a first line such as \"fix: count the lamps once\" or \"mcp(task): close task 045\", then, after an empty line, why.","minLength":1,"maxLength":20000,"pattern":"\\S"}},"required":["message"],"additionalProperties":false}', NULL, 'e794da48f78823624f78bc7babc8cfa32f314b65300110792ce793488ea08d8e');
INSERT INTO mcp_tools VALUES ('git_start_feature', 'git_workflow', 'Start a feature branch', 'git_start_feature', 'Create the branch feature/task-<id>-<description> from main and switch to it, or switch to it when it exists. Needs a clean tree and no other feature branch: finish that one first with git_finish_feature. Returns the branch''s name.', '[]', 'write', 10, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"task_id":{"type":"string","description":"Number of the task, such as \"045\".","maxLength":32},"description":{"type":"string","description":"A few words, such as \"token refresh\"; spaces become dashes.","minLength":1,"maxLength":100,"pattern":"^[A-Za-z0-9]+(?:[ ._-][A-Za-z0-9]+)*$"}},"required":["task_id","description"],"additionalProperties":false}', NULL, '3056273522af31ff3804d87f511b80f7d10538b7c5b63417aee4a3c8263d9f4f');
INSERT INTO mcp_tools VALUES ('list_tasks', 'task', 'List tasks', 'list_tasks', 'All tasks, or those of one status or priority: number, title, status and priority of each. Use it to see what is open; for a topic use search_tasks.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only tasks of this status; all when absent.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"description":"Only tasks of this priority; all when absent.","enum":["Critical","High","Medium","Low",null]}},"additionalProperties":false}', '{"type":"object","properties":{"count":{"type":"integer","description":"How many tasks fit."},"tasks":{"type":"array","items":{"type":"object","properties":{"number":{"type":"integer","description":"Number of the task."},"title":{"type":"string"},"status":{"type":["string","null"],"description":"Null where the file does not say it in known words.","enum":["backlog","todo","in-progress","complete","blocked",null]},"priority":{"type":["string","null"],"enum":["Critical","High","Medium","Low",null]},"lead":{"type":["string","null"]},"dependencies":{"type":["string","null"]},"related_documents":{"type":["string","null"]},"path":{"type":"string","description":"The file, from the root of the repository."}},"required":["number","title","status","priority","lead","dependencies","related_documents","path"],"additionalProperties":false}}},"required":["count","tasks"],"additionalProperties":false}', 'f9beeb5476219bd642803fe84b1ed58aa6eda6c49d758e38ebf5c42d043b662e');
INSERT INTO mcp_tools VALUES ('orchestrator_dispatch_mission', 'orchestrator', 'Dispatch a mission', 'orchestrator_dispatch_mission', 'Hand a mission to a named agent by writing its command file; the agent works on its own later, so no result comes back. For an answer now use persona_dispatch or council_dispatch, for work to be planned create_task.', '[]', 'write', 10, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"mission_id":{"type":"string","description":"A name for the mission that was not used before, such as \"audit-7\".","maxLength":100},"objective":{"type":"string","description":"What is to be reached, with all the agent needs to know.","minLength":1},"assigned_agent":{"type":"string","description":"The agent that gets it.","maxLength":64,"default":"Kilo"}},"required":["mission_id","objective"],"additionalProperties":false}', NULL, '8761a8a4b6e35c5a1b93f24c2da02658f07376fb23a00322574297400bc4ddee');
INSERT INTO mcp_tools VALUES ('orchestrator_run_strategic_cycle', 'orchestrator', 'Run a strategic cycle', 'orchestrator_run_strategic_cycle', 'Take a research report in: ingest it, synthesise the last days, adapt, fill the answer cache; takes long. Use it when a report closes a gap in what the project knows; to index a file only use cortex_ingest_incremental. Returns a log of the steps.', '[]', 'write', 1, 3600000, NULL, 0, 'never', 3600000, 4194304, 4194304, '{"type":"object","properties":{"gap_description":{"type":"string","description":"What was not known before, one line.","minLength":1,"maxLength":2000,"pattern":"^[^\\r\\n]+$"},"research_report_path":{"type":"string","description":"The report, such as \"LEARNING/report.md\".","minLength":1},"days_to_synthesize":{"type":"integer","description":"How many days back to take into the synthesis.","minimum":1,"maximum":365,"default":1}},"required":["gap_description","research_report_path"],"additionalProperties":false}', NULL, '72500dbdc2cdb34a9ae42079f5cc342b3fafc37953e7dbe5e040f8ed9c735549');
INSERT INTO mcp_tools VALUES ('persona_create_custom', 'agent_persona', 'Define a persona', 'persona_create_custom', 'Define a new persona, which persona_dispatch then accepts as a role. Look at persona_list_roles first: an existing name is refused. Returns JSON with the file that holds it.', '[]', 'write', 10, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"role":{"type":"string","description":"Its name, such as \"security_reviewer\".","maxLength":64},"persona_definition":{"type":"string","description":"Its instructions in full: who it is, how it answers.","minLength":1},"description":{"type":"string","description":"What it is for, one sentence.","minLength":1,"maxLength":2000}},"required":["role","persona_definition","description"],"additionalProperties":false}', NULL, '65b2e9e27eb713c1567b2c06037ed6c9074ca9d30d08f791933740d04006fb86');
INSERT INTO mcp_tools VALUES ('persona_dispatch', 'agent_persona', 'Ask a persona', 'persona_dispatch', 'Give a task to one persona and return its answer as JSON; takes up to minutes. It answers, it does not act. For the view of several personas use council_dispatch, for the project''s fine-tuned model without a persona query_sanctuary_model. Unless maintain_state is false the task and the answer are added to the persona''s kept conversation.', '[]', 'write', 10, 60000, NULL, 0, 'never', 600000, 4194304, 4194304, '{"type":"object","properties":{"role":{"type":"string","description":"coordinator, strategist, auditor or a custom one: see persona_list_roles.","maxLength":64},"task":{"type":"string","description":"What it is to do, with all it needs to know.","minLength":1},"context":{"type":["object","null"],"description":"Facts to put before the task, such as {\"branch\": \"feature/task-045\"}."},"maintain_state":{"type":"boolean","description":"Go on from the kept conversation and add to it; false starts afresh and keeps nothing.","default":true},"engine":{"type":["string","null"],"description":"Which provider answers; the server''s own choice when absent.","enum":["gemini","openai","ollama",null]},"model_name":{"type":["string","null"],"description":"Which model answers; the provider''s default when absent.","minLength":1,"maxLength":300},"custom_persona_file":{"type":["string","null"],"description":"A text file with instructions to use instead of the role''s own.","minLength":1}},"required":["role","task"],"additionalProperties":false}', NULL, '890238a9149413f52512f3e6dad4a759955bde8ff6a7e9823c4579de494b1578');
INSERT INTO mcp_tools VALUES ('persona_get_state', 'agent_persona', 'Read a conversation', 'persona_get_state', 'The kept conversation of a persona, as JSON. To forget it use persona_reset_state.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"role":{"type":"string","description":"The persona, such as \"auditor\".","maxLength":64}},"required":["role"],"additionalProperties":false}', NULL, '692f5df32f0e0e77d07f09df90b957a8ebc58289736dadfe1a1afabd4ce64db1');
INSERT INTO mcp_tools VALUES ('persona_list_roles', 'agent_persona', 'List personas', 'persona_list_roles', 'The built-in and the custom personas, as JSON. Use it to find a role for persona_dispatch; for the council''s members use council_list_agents.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{},"additionalProperties":false}', NULL, '59bfdc1e00bbb7d55500708d0ab1ca22f91a700c5cb2ec1557c021340ea1ffd2');
INSERT INTO mcp_tools VALUES ('persona_reset_state', 'agent_persona', 'Forget a conversation', 'persona_reset_state', 'Forget the kept conversation of a persona, so that its next task starts afresh; the persona itself stays. For one task without history use persona_dispatch with maintain_state = false instead.', '[]', 'write', 10, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"role":{"type":"string","description":"The persona, such as \"auditor\".","maxLength":64}},"required":["role"],"additionalProperties":false}', NULL, '1609403eeaf74462e130b0b340b17f36bf392b4c9ab5139d287aa7dca23109fe');
INSERT INTO mcp_tools VALUES ('protocol_create', 'protocol', 'Write a protocol', 'protocol_create', 'Write a new protocol: a standing rule for how the project works. The number is yours to choose and must be free: see protocol_list. A single decision belongs in adr_create, an event in chronicle_create_entry. Returns the number and the file.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"number":{"type":"integer","description":"A free number, such as 133.","minimum":0,"maximum":9999},"title":{"type":"string","description":"Title, one line, without the number.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"status":{"type":"string","description":"How settled it is: PROPOSED unless it was agreed.","enum":["PROPOSED","CANONICAL","DEPRECATED"]},"classification":{"type":"string","description":"What kind of rule it is or who may read it, such as \"Internal\".","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"version":{"type":"string","description":"Version, such as \"1.0\".","minLength":1,"maxLength":50,"pattern":"^[^\\r\\n]+$"},"authority":{"type":"string","description":"By whose authority it holds, such as \"Council\".","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"The rule, in Markdown, without a heading for the title.","minLength":1},"linked_protocols":{"type":["string","null"],"description":"Protocols that belong to it, such as \"101, 114\".","maxLength":1000,"pattern":"^[^\\r\\n]*$"}},"required":["number","title","status","classification","version","authority","content"],"additionalProperties":false}', NULL, 'a97c649ea9605d3f48ab691e53f18a87268097f5644cd524b0116f3f478bd6cc');
INSERT INTO mcp_tools VALUES ('protocol_get', 'protocol', 'Read a protocol', 'protocol_get', 'One protocol in full, by its number. To find the number use protocol_search or protocol_list.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"number":{"type":"integer","description":"Number of the protocol, such as 101.","minimum":0,"maximum":9999}},"required":["number"],"additionalProperties":false}', NULL, 'f2ebfe7dd02ac247ef0af61d5317fd4463c910aa8e4c6c2518359ed710bdfaeb');
INSERT INTO mcp_tools VALUES ('protocol_list', 'protocol', 'List protocols', 'protocol_list', 'All protocols, or those of one status: number, title, status and version of each, without the text. For a topic use protocol_search.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"status":{"type":["string","null"],"description":"Only those of this status; all when absent.","enum":["PROPOSED","CANONICAL","DEPRECATED",null]}},"additionalProperties":false}', NULL, '78c9b1d933fd48c5ddd62fdbf750687dbf5b4a734c0dd51597c4229629728f46');
INSERT INTO mcp_tools VALUES ('protocol_search', 'protocol', 'Search protocols', 'protocol_search', 'Protocols whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use protocol_get.', '[]', 'read', 100, 60000, 300000, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"commit\".","minLength":1,"maxLength":10000}},"required":["query"],"additionalProperties":false}', NULL, '8a6ac5d0b5c9ccff214a7327e6952aa1e856730731eedb29ab1e6e69fd09d804');
INSERT INTO mcp_tools VALUES ('protocol_update', 'protocol', 'Change a protocol', 'protocol_update', 'Change fields of a protocol, e.g. its content or its status. Needs a person''s approval. Read it first with protocol_get. Returns the fields that changed.', '[]', 'write', 50, 60000, NULL, 0, 'always', 60000, 4194304, 4194304, '{"type":"object","properties":{"number":{"type":"integer","description":"Number of the protocol, such as 101.","minimum":0,"maximum":9999},"reason":{"type":"string","description":"Why it is changed, one sentence.","minLength":1,"maxLength":2000},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"content":{"type":"string","description":"New text in full, in Markdown; it replaces the old.","minLength":1},"status":{"type":"string","description":"New status.","enum":["PROPOSED","CANONICAL","DEPRECATED"]},"classification":{"type":"string","description":"New classification.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"version":{"type":"string","description":"New version: raise it when the content changes.","minLength":1,"maxLength":50,"pattern":"^[^\\r\\n]+$"},"authority":{"type":"string","description":"New authority.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"linked_protocols":{"type":"string","description":"New list of protocols that belong to it.","maxLength":1000,"pattern":"^[^\\r\\n]*$"}},"additionalProperties":false}},"required":["number","reason","updates"],"additionalProperties":false}', NULL, '00426645aa20729c5de914978e4a54a62f8c911ac8fd06d9306e2733c8c1c1e6');
INSERT INTO mcp_tools VALUES ('query_sanctuary_model', 'forge_llm', 'Ask the fine-tuned model', 'query_sanctuary_model', 'Ask the project''s fine-tuned model a question and return its answer as JSON; takes up to minutes. It knows the project''s way of thinking, not its files: for facts use cortex_query, for a role with a memory persona_dispatch.', '[]', 'read', 50, 60000, NULL, 0, 'never', 600000, 262144, 4194304, '{"type":"object","properties":{"prompt":{"type":"string","description":"The question, with all it needs to know.","minLength":1,"maxLength":10000},"temperature":{"type":"number","description":"How freely it words its answer; 0 is the steadiest.","minimum":0,"maximum":2,"default":0.7},"max_tokens":{"type":"integer","description":"How long the answer may be, in tokens.","minimum":1,"maximum":8192,"default":2048},"system_prompt":{"type":["string","null"],"description":"Instructions that come before the question.","maxLength":5000}},"required":["prompt"],"additionalProperties":false}', NULL, '23f88a646511da4fe3d288ff2a8d3e3062d44b963342f373561d8177fdc91c43');
INSERT INTO mcp_tools VALUES ('search_tasks', 'task', 'Search tasks', 'search_tasks', 'Tasks whose text contains the words: number, title and status of each. Use it before create_task, so that nothing is written twice. For all kinds of documents use cortex_query.', '[]', 'read', 100, 60000, NULL, 2, 'never', 60000, 262144, 4194304, '{"type":"object","properties":{"query":{"type":"string","description":"The words to find, such as \"token refresh\".","minLength":1,"maxLength":1000}},"required":["query"],"additionalProperties":false}', NULL, 'a3821d156cbc58c2fb6cf5511a666c90f8c9ebe1c0e72a4de82b8f30f60b7c65');
INSERT INTO mcp_tools VALUES ('update_task', 'task', 'Change a task', 'update_task', 'Change fields of a task. To move it to another status use update_task_status, which also moves its file and keeps a note of the change. Returns the fields that changed.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999},"updates":{"type":"object","description":"The fields to change, each with its new value; others stay as they are.","properties":{"title":{"type":"string","description":"New title, one line.","minLength":1,"maxLength":300,"pattern":"^[^\\r\\n]+$"},"status":{"type":"string","description":"New status; prefer update_task_status.","enum":["backlog","todo","in-progress","complete","blocked"]},"priority":{"type":"string","description":"New priority.","enum":["Critical","High","Medium","Low"]},"lead":{"type":"string","description":"Who is to do it now.","minLength":1,"maxLength":200,"pattern":"^[^\\r\\n]+$"},"dependencies":{"type":"string","description":"What must be done before.","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"related_documents":{"type":"string","description":"What to read.","maxLength":2000,"pattern":"^[^\\r\\n]*$"},"objective":{"type":"string","description":"New objective in full, in Markdown.","minLength":1},"deliverables":{"type":"array","description":"New list in full; it replaces the old.","minItems":1,"items":{"type":"string","minLength":1}},"acceptance_criteria":{"type":"array","description":"New list in full; it replaces the old.","minItems":1,"items":{"type":"string","minLength":1}},"notes":{"type":"string","description":"New notes in full, in Markdown; they replace the old."}},"additionalProperties":false}},"required":["task_number","updates"],"additionalProperties":false}', NULL, '1d609879aacc49e87b74e6a19d17fe5cc81317a15d5ff299313e0c6d7f18471c');
INSERT INTO mcp_tools VALUES ('update_task_status', 'task', 'Move a task', 'update_task_status', 'Move a task to another status; its file moves to the folder of that status, and a dated line is added to its notes. Use it when work begins, stops or is done; for other fields use update_task.', '[]', 'write', 50, 60000, NULL, 0, 'never', 60000, 4194304, 4194304, '{"type":"object","properties":{"task_number":{"type":"integer","description":"Number of the task, such as 42.","minimum":1,"maximum":999},"new_status":{"type":"string","description":"The status to move to.","enum":["backlog","todo","in-progress","complete","blocked"]},"notes":{"type":["string","null"],"description":"What to note about the change, such as what blocks it."}},"required":["task_number","new_status"],"additionalProperties":false}', NULL, 'dd8a4924e8e6af278441ac47242b6cdc375a7e32108ad2047aabc871321e1644');

INSERT INTO allowlist VALUES ('agent', 'adr_create');
INSERT INTO allowlist VALUES ('agent', 'adr_get');
INSERT INTO allowlist VALUES ('agent', 'adr_list');
INSERT INTO allowlist VALUES ('agent', 'adr_search');
INSERT INTO allowlist VALUES ('agent', 'adr_update_status');
INSERT INTO allowlist VALUES ('agent', 'check_sanctuary_model_status');
INSERT INTO allowlist VALUES ('agent', 'chronicle_create_entry');
INSERT INTO allowlist VALUES ('agent', 'chronicle_get_entry');
INSERT INTO allowlist VALUES ('agent', 'chronicle_list_entries');
INSERT INTO allowlist VALUES ('agent', 'chronicle_search');
INSERT INTO allowlist VALUES ('agent', 'chronicle_update_entry');
INSERT INTO allowlist VALUES ('agent', 'code_analyze');
INSERT INTO allowlist VALUES ('agent', 'code_find_file');
INSERT INTO allowlist VALUES ('agent', 'code_format');
INSERT INTO allowlist VALUES ('agent', 'code_get_info');
INSERT INTO allowlist VALUES ('agent', 'code_lint');
INSERT INTO allowlist VALUES ('agent', 'code_list_files');
INSERT INTO allowlist VALUES ('agent', 'code_read');
INSERT INTO allowlist VALUES ('agent', 'code_search_content');
INSERT INTO allowlist VALUES ('agent', 'code_write');
INSERT INTO allowlist VALUES ('agent', 'config_delete');
INSERT INTO allowlist VALUES ('agent', 'config_list');
INSERT INTO allowlist VALUES ('agent', 'config_read');
INSERT INTO allowlist VALUES ('agent', 'config_write');
INSERT INTO allowlist VALUES ('agent', 'cortex_cache_get');
INSERT INTO allowlist VALUES ('agent', 'cortex_cache_set');
INSERT INTO allowlist VALUES ('agent', 'cortex_cache_stats');
INSERT INTO allowlist VALUES ('agent', 'cortex_cache_warmup');
INSERT INTO allowlist VALUES ('agent', 'cortex_get_stats');
INSERT INTO allowlist VALUES ('agent', 'cortex_guardian_wakeup');
INSERT INTO allowlist VALUES ('agent', 'cortex_ingest_full');
INSERT INTO allowlist VALUES ('agent', 'cortex_ingest_incremental');
INSERT INTO allowlist VALUES ('agent', 'cortex_query');
INSERT INTO allowlist VALUES ('agent', 'council_dispatch');
INSERT INTO allowlist VALUES ('agent', 'council_list_agents');
INSERT INTO allowlist VALUES ('agent', 'create_task');
INSERT INTO allowlist VALUES ('agent', 'get_task');
INSERT INTO allowlist VALUES ('agent', 'git_add');
INSERT INTO allowlist VALUES ('agent', 'git_diff');
INSERT INTO allowlist VALUES ('agent', 'git_finish_feature');
INSERT INTO allowlist VALUES ('agent', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('agent', 'git_get_status');
INSERT INTO allowlist VALUES ('agent', 'git_log');
INSERT INTO allowlist VALUES ('agent', 'git_push_feature');
INSERT INTO allowlist VALUES ('agent', 'git_smart_commit');
INSERT INTO allowlist VALUES ('agent', 'git_start_feature');
INSERT INTO allowlist VALUES ('agent', 'list_tasks');
INSERT INTO allowlist VALUES ('agent', 'orchestrator_dispatch_mission');
INSERT INTO allowlist VALUES ('agent', 'orchestrator_run_strategic_cycle');
INSERT INTO allowlist VALUES ('agent', 'persona_create_custom');
INSERT INTO allowlist VALUES ('agent', 'persona_dispatch');
INSERT INTO allowlist VALUES ('agent', 'persona_get_state');
INSERT INTO allowlist VALUES ('agent', 'persona_list_roles');
INSERT INTO allowlist VALUES ('agent', 'persona_reset_state');
INSERT INTO allowlist VALUES ('agent', 'protocol_create');
INSERT INTO allowlist VALUES ('agent', 'protocol_get');
INSERT INTO allowlist VALUES ('agent', 'protocol_list');
INSERT INTO allowlist VALUES ('agent', 'protocol_search');
INSERT INTO allowlist VALUES ('agent', 'protocol_update');
INSERT INTO allowlist VALUES ('agent', 'query_sanctuary_model');
INSERT INTO allowlist VALUES ('agent', 'search_tasks');
INSERT INTO allowlist VALUES ('agent', 'update_task');
INSERT INTO allowlist VALUES ('agent', 'update_task_status');
INSERT INTO allowlist VALUES ('coder', 'adr_get');
INSERT INTO allowlist VALUES ('coder', 'adr_list');
INSERT INTO allowlist VALUES ('coder', 'adr_search');
INSERT INTO allowlist VALUES ('coder', 'check_sanctuary_model_status');
INSERT INTO allowlist VALUES ('coder', 'chronicle_get_entry');
INSERT INTO allowlist VALUES ('coder', 'chronicle_list_entries');
INSERT INTO allowlist VALUES ('coder', 'chronicle_search');
INSERT INTO allowlist VALUES ('coder', 'code_analyze');
INSERT INTO allowlist VALUES ('coder', 'code_find_file');
INSERT INTO allowlist VALUES ('coder', 'code_format');
INSERT INTO allowlist VALUES ('coder', 'code_get_info');
INSERT INTO allowlist VALUES ('coder', 'code_lint');
INSERT INTO allowlist VALUES ('coder', 'code_list_files');
INSERT INTO allowlist VALUES ('coder', 'code_read');
INSERT INTO allowlist VALUES ('coder', 'code_search_content');
INSERT INTO allowlist VALUES ('coder', 'code_write');
INSERT INTO allowlist VALUES ('coder', 'config_list');
INSERT INTO allowlist VALUES ('coder', 'config_read');
INSERT INTO allowlist VALUES ('coder', 'cortex_cache_get');
INSERT INTO allowlist VALUES ('coder', 'cortex_cache_stats');
INSERT INTO allowlist VALUES ('coder', 'cortex_get_stats');
INSERT INTO allowlist VALUES ('coder', 'cortex_query');
INSERT INTO allowlist VALUES ('coder', 'council_list_agents');
INSERT INTO allowlist VALUES ('coder', 'create_task');
INSERT INTO allowlist VALUES ('coder', 'get_task');
INSERT INTO allowlist VALUES ('coder', 'git_add');
INSERT INTO allowlist VALUES ('coder', 'git_diff');
INSERT INTO allowlist VALUES ('coder', 'git_finish_feature');
INSERT INTO allowlist VALUES ('coder', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('coder', 'git_get_status');
INSERT INTO allowlist VALUES ('coder', 'git_log');
INSERT INTO allowlist VALUES ('coder', 'git_push_feature');
INSERT INTO allowlist VALUES ('coder', 'git_smart_commit');
INSERT INTO allowlist VALUES ('coder', 'git_start_feature');
INSERT INTO allowlist VALUES ('coder', 'list_tasks');
INSERT INTO allowlist VALUES ('coder', 'persona_get_state');
INSERT INTO allowlist VALUES ('coder', 'persona_list_roles');
INSERT INTO allowlist VALUES ('coder', 'protocol_get');
INSERT INTO allowlist VALUES ('coder', 'protocol_list');
INSERT INTO allowlist VALUES ('coder', 'protocol_search');
INSERT INTO allowlist VALUES ('coder', 'query_sanctuary_model');
INSERT INTO allowlist VALUES ('coder', 'search_tasks');
INSERT INTO allowlist VALUES ('coder', 'update_task');
INSERT INTO allowlist VALUES ('coder', 'update_task_status');
INSERT INTO allowlist VALUES ('committer', 'get_task');
INSERT INTO allowlist VALUES ('committer', 'git_add');
INSERT INTO allowlist VALUES ('committer', 'git_diff');
INSERT INTO allowlist VALUES ('committer', 'git_finish_feature');
INSERT INTO allowlist VALUES ('committer', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('committer', 'git_get_status');
INSERT INTO allowlist VALUES ('committer', 'git_log');
INSERT INTO allowlist VALUES ('committer', 'git_push_feature');
INSERT INTO allowlist VALUES ('committer', 'git_smart_commit');
INSERT INTO allowlist VALUES ('committer', 'git_start_feature');
INSERT INTO allowlist VALUES ('operator', 'adr_create');
INSERT INTO allowlist VALUES ('operator', 'adr_get');
INSERT INTO allowlist VALUES ('operator', 'adr_list');
INSERT INTO allowlist VALUES ('operator', 'adr_search');
INSERT INTO allowlist VALUES ('operator', 'adr_update_status');
INSERT INTO allowlist VALUES ('operator', 'check_sanctuary_model_status');
INSERT INTO allowlist VALUES ('operator', 'chronicle_create_entry');
INSERT INTO allowlist VALUES ('operator', 'chronicle_get_entry');
INSERT INTO allowlist VALUES ('operator', 'chronicle_list_entries');
INSERT INTO allowlist VALUES ('operator', 'chronicle_search');
INSERT INTO allowlist VALUES ('operator', 'chronicle_update_entry');
INSERT INTO allowlist VALUES ('operator', 'code_analyze');
INSERT INTO allowlist VALUES ('operator', 'code_find_file');
INSERT INTO allowlist VALUES ('operator', 'code_format');
INSERT INTO allowlist VALUES ('operator', 'code_get_info');
INSERT INTO allowlist VALUES ('operator', 'code_lint');
INSERT INTO allowlist VALUES ('operator', 'code_list_files');
INSERT INTO allowlist VALUES ('operator', 'code_read');
INSERT INTO allowlist VALUES ('operator', 'code_search_content');
INSERT INTO allowlist VALUES ('operator', 'code_write');
INSERT INTO allowlist VALUES ('operator', 'config_delete');
INSERT INTO allowlist VALUES ('operator', 'config_list');
INSERT INTO allowlist VALUES ('operator', 'config_read');
INSERT INTO allowlist VALUES ('operator', 'config_write');
INSERT INTO allowlist VALUES ('operator', 'cortex_cache_get');
INSERT INTO allowlist VALUES ('operator', 'cortex_cache_set');
INSERT INTO allowlist VALUES ('operator', 'cortex_cache_stats');
INSERT INTO allowlist VALUES ('operator', 'cortex_cache_warmup');
INSERT INTO allowlist VALUES ('operator', 'cortex_get_stats');
INSERT INTO allowlist VALUES ('operator', 'cortex_guardian_wakeup');
INSERT INTO allowlist VALUES ('operator', 'cortex_ingest_full');
INSERT INTO allowlist VALUES ('operator', 'cortex_ingest_incremental');
INSERT INTO allowlist VALUES ('operator', 'cortex_query');
INSERT INTO allowlist VALUES ('operator', 'council_dispatch');
INSERT INTO allowlist VALUES ('operator', 'council_list_agents');
INSERT INTO allowlist VALUES ('operator', 'create_task');
INSERT INTO allowlist VALUES ('operator', 'get_task');
INSERT INTO allowlist VALUES ('operator', 'git_add');
INSERT INTO allowlist VALUES ('operator', 'git_diff');
INSERT INTO allowlist VALUES ('operator', 'git_finish_feature');
INSERT INTO allowlist VALUES ('operator', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('operator', 'git_get_status');
INSERT INTO allowlist VALUES ('operator', 'git_log');
INSERT INTO allowlist VALUES ('operator', 'git_push_feature');
INSERT INTO allowlist VALUES ('operator', 'git_smart_commit');
INSERT INTO allowlist VALUES ('operator', 'git_start_feature');
INSERT INTO allowlist VALUES ('operator', 'list_tasks');
INSERT INTO allowlist VALUES ('operator', 'orchestrator_dispatch_mission');
INSERT INTO allowlist VALUES ('operator', 'orchestrator_run_strategic_cycle');
INSERT INTO allowlist VALUES ('operator', 'persona_create_custom');
INSERT INTO allowlist VALUES ('operator', 'persona_dispatch');
INSERT INTO allowlist VALUES ('operator', 'persona_get_state');
INSERT INTO allowlist VALUES ('operator', 'persona_list_roles');
INSERT INTO allowlist VALUES ('operator', 'persona_reset_state');
INSERT INTO allowlist VALUES ('operator', 'protocol_create');
INSERT INTO allowlist VALUES ('operator', 'protocol_get');
INSERT INTO allowlist VALUES ('operator', 'protocol_list');
INSERT INTO allowlist VALUES ('operator', 'protocol_search');
INSERT INTO allowlist VALUES ('operator', 'protocol_update');
INSERT INTO allowlist VALUES ('operator', 'query_sanctuary_model');
INSERT INTO allowlist VALUES ('operator', 'search_tasks');
INSERT INTO allowlist VALUES ('operator', 'update_task');
INSERT INTO allowlist VALUES ('operator', 'update_task_status');
INSERT INTO allowlist VALUES ('reader', 'adr_get');
INSERT INTO allowlist VALUES ('reader', 'adr_list');
INSERT INTO allowlist VALUES ('reader', 'adr_search');
INSERT INTO allowlist VALUES ('reader', 'check_sanctuary_model_status');
INSERT INTO allowlist VALUES ('reader', 'chronicle_get_entry');
INSERT INTO allowlist VALUES ('reader', 'chronicle_list_entries');
INSERT INTO allowlist VALUES ('reader', 'chronicle_search');
INSERT INTO allowlist VALUES ('reader', 'code_analyze');
INSERT INTO allowlist VALUES ('reader', 'code_find_file');
INSERT INTO allowlist VALUES ('reader', 'code_get_info');
INSERT INTO allowlist VALUES ('reader', 'code_lint');
INSERT INTO allowlist VALUES ('reader', 'code_list_files');
INSERT INTO allowlist VALUES ('reader', 'code_read');
INSERT INTO allowlist VALUES ('reader', 'code_search_content');
INSERT INTO allowlist VALUES ('reader', 'config_list');
INSERT INTO allowlist VALUES ('reader', 'config_read');
INSERT INTO allowlist VALUES ('reader', 'cortex_cache_get');
INSERT INTO allowlist VALUES ('reader', 'cortex_cache_stats');
INSERT INTO allowlist VALUES ('reader', 'cortex_get_stats');
INSERT INTO allowlist VALUES ('reader', 'cortex_query');
INSERT INTO allowlist VALUES ('reader', 'council_list_agents');
INSERT INTO allowlist VALUES ('reader', 'get_task');
INSERT INTO allowlist VALUES ('reader', 'git_diff');
INSERT INTO allowlist VALUES ('reader', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('reader', 'git_get_status');
INSERT INTO allowlist VALUES ('reader', 'git_log');
INSERT INTO allowlist VALUES ('reader', 'list_tasks');
INSERT INTO allowlist VALUES ('reader', 'persona_get_state');
INSERT INTO allowlist VALUES ('reader', 'persona_list_roles');
INSERT INTO allowlist VALUES ('reader', 'protocol_get');
INSERT INTO allowlist VALUES ('reader', 'protocol_list');
INSERT INTO allowlist VALUES ('reader', 'protocol_search');
INSERT INTO allowlist VALUES ('reader', 'query_sanctuary_model');
INSERT INTO allowlist VALUES ('reader', 'search_tasks');
INSERT INTO allowlist VALUES ('scribe', 'adr_create');
INSERT INTO allowlist VALUES ('scribe', 'adr_get');
INSERT INTO allowlist VALUES ('scribe', 'adr_list');
INSERT INTO allowlist VALUES ('scribe', 'adr_search');
INSERT INTO allowlist VALUES ('scribe', 'adr_update_status');
INSERT INTO allowlist VALUES ('scribe', 'check_sanctuary_model_status');
INSERT INTO allowlist VALUES ('scribe', 'chronicle_create_entry');
INSERT INTO allowlist VALUES ('scribe', 'chronicle_get_entry');
INSERT INTO allowlist VALUES ('scribe', 'chronicle_list_entries');
INSERT INTO allowlist VALUES ('scribe', 'chronicle_search');
INSERT INTO allowlist VALUES ('scribe', 'chronicle_update_entry');
INSERT INTO allowlist VALUES ('scribe', 'code_analyze');
INSERT INTO allowlist VALUES ('scribe', 'code_find_file');
INSERT INTO allowlist VALUES ('scribe', 'code_get_info');
INSERT INTO allowlist VALUES ('scribe', 'code_lint');
INSERT INTO allowlist VALUES ('scribe', 'code_list_files');
INSERT INTO allowlist VALUES ('scribe', 'code_read');
INSERT INTO allowlist VALUES ('scribe', 'code_search_content');
INSERT INTO allowlist VALUES ('scribe', 'config_list');
INSERT INTO allowlist VALUES ('scribe', 'config_read');
INSERT INTO allowlist VALUES ('scribe', 'cortex_cache_get');
INSERT INTO allowlist VALUES ('scribe', 'cortex_cache_stats');
INSERT INTO allowlist VALUES ('scribe', 'cortex_get_stats');
INSERT INTO allowlist VALUES ('scribe', 'cortex_ingest_incremental');
INSERT INTO allowlist VALUES ('scribe', 'cortex_query');
INSERT INTO allowlist VALUES ('scribe', 'council_list_agents');
INSERT INTO allowlist VALUES ('scribe', 'create_task');
INSERT INTO allowlist VALUES ('scribe', 'get_task');
INSERT INTO allowlist VALUES ('scribe', 'git_diff');
INSERT INTO allowlist VALUES ('scribe', 'git_get_safety_rules');
INSERT INTO allowlist VALUES ('scribe', 'git_get_status');
INSERT INTO allowlist VALUES ('scribe', 'git_log');
INSERT INTO allowlist VALUES ('scribe', 'list_tasks');
INSERT INTO allowlist VALUES ('scribe', 'persona_get_state');
INSERT INTO allowlist VALUES ('scribe', 'persona_list_roles');
INSERT INTO allowlist VALUES ('scribe', 'protocol_create');
INSERT INTO allowlist VALUES ('scribe', 'protocol_get');
INSERT INTO allowlist VALUES ('scribe', 'protocol_list');
INSERT INTO allowlist VALUES ('scribe', 'protocol_search');
INSERT INTO allowlist VALUES ('scribe', 'protocol_update');
INSERT INTO allowlist VALUES ('scribe', 'query_sanctuary_model');
INSERT INTO allowlist VALUES ('scribe', 'search_tasks');
INSERT INTO allowlist VALUES ('scribe', 'update_task');
INSERT INTO allowlist VALUES ('scribe', 'update_task_status');

COMMIT;
