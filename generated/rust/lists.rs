// @generated from tools.toml by gatewayc gen; do not edit.

use ::gateway_runtime::__private as rt;

static ENTRIES: [rt::ListEntry; 63] = [
    rt::ListEntry {
        head: r#"{"name":"adr_create","title":"Record a decision","description":"Write a new architecture decision record under the next free number. Use it when a choice was made that others must be able to look up; search with adr_search first. A standing rule belongs in protocol_create, an event in chronicle_create_entry. Returns the number and the file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"adr_get","title":"Read a decision","description":"One decision record in full, by its number. To find the number use adr_search or adr_list.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"adr_list","title":"List decisions","description":"All decision records, or those of one status: number, title, status and date of each, without the text. For a topic use adr_search.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"adr_search","title":"Search decisions","description":"Decision records that contain the words: number, title and the matching lines of each. Use it before proposing a change of the architecture; to read a hit use adr_get, for all kinds of documents cortex_query.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"adr_update_status","title":"Move a decision on","description":"Move a record through its life cycle: proposed to accepted or deprecated, accepted to deprecated or superseded, nothing else. It cannot change the text: write a new record with adr_create that supersedes the old one.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"check_sanctuary_model_status","title":"Is the model there","description":"Say whether the fine-tuned model is served and loaded. Look here when query_sanctuary_model fails or is slow.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"chronicle_create_entry","title":"Write a chronicle entry","description":"Write a new entry into the chronicle, under the next free number: what happened, and what was learnt. A decision about the architecture belongs in adr_create, a standing rule in protocol_create, work to do in create_task. Returns the number and the file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"chronicle_get_entry","title":"Read a chronicle entry","description":"One entry in full, by its number. To find the number use chronicle_search or chronicle_list_entries.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"chronicle_list_entries","title":"Newest chronicle entries","description":"The newest entries, newest first: number, title, status and date of each, without the text. Use it to catch up; for a topic use chronicle_search, for the text chronicle_get_entry.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"chronicle_search","title":"Search the chronicle","description":"Entries whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use chronicle_get_entry.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"chronicle_update_entry","title":"Change a chronicle entry","description":"Change the title, content, status or classification of an entry. Needs a person's approval, and override_approval_id too when the entry is older than 7 days. To add something new, write another entry with chronicle_create_entry instead. Returns the fields that changed.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_analyze","title":"Code statistics","description":"Static figures of a file or folder: lines, functions, complexity. For mistakes use code_lint.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_find_file","title":"Find files by name","description":"Paths of the files whose name matches, at any depth. For all files of a folder use code_list_files, for text inside files code_search_content.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_format","title":"Format","description":"Run a Python formatter on a file or folder, changing files in place, or only check with check_only. For mistakes rather than layout use code_lint.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_get_info","title":"File facts","description":"Size, times, kind and number of lines of a path, without its content. For the content use code_read.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_lint","title":"Lint","description":"Run a Python linter on a file or folder and return what it found; changes nothing. To repair the layout use code_format.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_list_files","title":"List files","description":"The files below a folder, with their sizes. To find one by its name use code_find_file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_read","title":"Read a file","description":"The content of one text file. To find it use code_find_file or code_search_content; for its size and kind only code_get_info; for tasks, decisions, protocols and chronicle entries their own tools.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_search_content","title":"Search in files","description":"Lines of files that contain the text, with file and line number. It looks only at Python files unless file_pattern says otherwise. For documents and questions in plain words use cortex_query, for names of files code_find_file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"code_write","title":"Write a file","description":"Write a file in full, creating or replacing it; what was there is kept as a backup. Read it first with code_read. Not for tasks, decisions, protocols and chronicle entries, which have tools of their own. Returns the size and the backup's name.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"config_delete","title":"Delete a configuration file","description":"Delete a configuration file. Needs a person's approval. To empty or change it use config_write.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"config_list","title":"List configuration files","description":"Names, sizes and times of the configuration files. To read one use config_read.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"config_read","title":"Read a configuration file","description":"The content of one configuration file. For the names use config_list; for any other file of the repository code_read.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"config_write","title":"Write a configuration file","description":"Write a configuration file in full, creating or replacing it; what was there is kept as a backup. Needs a person's approval. Read it first with config_read.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_cache_get","title":"Look up a cached answer","description":"Look up the stored answer to exactly this question; does not search. Try it before a costly cortex_query on a standing question. Returns JSON that says whether there was a hit, and the answer.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_cache_set","title":"Store an answer","description":"Store a finished answer to a question, replacing an earlier one, for cortex_cache_get and for cortex_query with use_cache. Only for answers that stay true for a while; knowledge that must last belongs in a document, e.g. through chronicle_create_entry.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_cache_stats","title":"Answer cache statistics","description":"Hits, misses and size of the answer cache, as JSON. For the index itself use cortex_get_stats.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_cache_warmup","title":"Fill the answer cache","description":"Answer a list of standing questions and store the answers, so that they come at once later. Run it once after a large ingest; for a single answer use cortex_cache_set. Returns JSON with the number of questions stored.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_get_stats","title":"Index statistics","description":"Count the documents, chunks and cached answers of the index, and say whether it is healthy. Use it when cortex_query finds nothing, to see whether anything was ingested; for hits and misses of the answer cache use cortex_cache_stats.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_guardian_wakeup","title":"Begin a session","description":"Make one digest to start a working session from: recent chronicle entries, open tasks, key protocols (Protocol 114). Call it once, first thing in a session; for a single question use cortex_query. May fill the answer cache. Returns the digest, or names the file that holds it.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_ingest_full","title":"Rebuild the index","description":"Rebuild the whole index from the source folders, by default dropping what is there first: takes minutes. Needs a person's approval. Only when the index is damaged or its sources moved; for new or changed files use cortex_ingest_incremental. Returns JSON with the numbers of documents and chunks.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_ingest_incremental","title":"Index files","description":"Add or refresh the named files in the index, so that cortex_query finds them. Use it after writing a document. Returns JSON: how many were added, how many skipped as already known.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"cortex_query","title":"Search the knowledge","description":"Rank passages of the indexed documents (chronicle, protocols, decisions, tasks, docs) for a question in plain words. The first choice for \"what do we know about ...\"; to search only one kind of document use chronicle_search, protocol_search, adr_search or search_tasks, and for source code code_search_content. Returns JSON: passages with file, score and text. Finds only what was ingested.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"council_dispatch","title":"Ask the council","description":"Put a task before the council's personas, or one of them, for some rounds, and return what each said in each round. Takes minutes: for questions worth several views; for a single one use persona_dispatch. It deliberates, it does not act, but the conversations of the personas grow and output_path writes a file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"council_list_agents","title":"List the council","description":"The council's personas and whether each can be reached now. For custom personas too use persona_list_roles.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"create_task","title":"Create a task","description":"Write a new task file, under the next free number unless one is given. Use it for work that is to be done; look with search_tasks first whether it exists. What has happened belongs in chronicle_create_entry. Returns the number and the file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"get_task","title":"Read a task","description":"One task in full, by its number: objective, deliverables, acceptance criteria. To find the number use list_tasks or search_tasks.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_add","title":"Stage files","description":"Stage files for the next git_smart_commit: the named ones, or all changes when none are named. Only on a feature branch. Prefer to name them, after a look at git_get_status.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_diff","title":"Show changes","description":"Show what changed in the working tree, or in what is staged, as a unified diff. For the names of changed files only use git_get_status; for what was committed git_log.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_finish_feature","title":"Finish a feature branch","description":"Return to main, update it, and delete the local feature branch that has been merged there. Needs a person's approval, a clean tree, and the branch merged into origin/main. Before that, publish with git_push_feature.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_get_safety_rules","title":"Git safety rules","description":"The rules that the git tools enforce, as text. Read them once before the first git_start_feature of a session.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_get_status","title":"Working tree status","description":"The current branch, and which files are staged, modified and untracked. Look here before git_add, git_smart_commit or git_start_feature; for the changes themselves use git_diff.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_log","title":"Recent commits","description":"The newest commits of the current branch, newest first. For changes that are not committed yet use git_diff.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_push_feature","title":"Push the branch","description":"Push the current feature branch to its remote. Needs a person's approval. Commit with git_smart_commit first. Returns what git said.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_smart_commit","title":"Commit","description":"Commit what is staged, after the checks of Protocol 101: on a feature branch, something staged, tests pass. Needs a person's approval. Stage with git_add first, look with git_diff and cached = true. Returns the hash. It publishes nothing: that is git_push_feature.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":true,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"git_start_feature","title":"Start a feature branch","description":"Create the branch feature/task-<id>-<description> from main and switch to it, or switch to it when it exists. Needs a clean tree and no other feature branch: finish that one first with git_finish_feature. Returns the branch's name.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"list_tasks","title":"List tasks","description":"All tasks, or those of one status or priority: number, title, status and priority of each. Use it to see what is open; for a topic use search_tasks.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"orchestrator_dispatch_mission","title":"Dispatch a mission","description":"Hand a mission to a named agent by writing its command file; the agent works on its own later, so no result comes back. For an answer now use persona_dispatch or council_dispatch, for work to be planned create_task.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"orchestrator_run_strategic_cycle","title":"Run a strategic cycle","description":"Take a research report in: ingest it, synthesise the last days, adapt, fill the answer cache; takes long. Writes the synthesis and examples for training below LEARNING/. Use it when a report closes a gap in what the project knows; to index a file only use cortex_ingest_incremental. Returns a log of the steps.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"persona_create_custom","title":"Define a persona","description":"Define a new persona, which persona_dispatch then accepts as a role. Look at persona_list_roles first: an existing name is refused. Returns the file that holds it.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"persona_dispatch","title":"Ask a persona","description":"Give a task to one persona and return its answer; takes up to minutes. It answers, it does not act. For the view of several personas use council_dispatch, for the project's fine-tuned model without a persona query_sanctuary_model. Unless maintain_state is false the task and the answer are added to the persona's kept conversation.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"persona_get_state","title":"Read a conversation","description":"The kept conversation of a persona. To forget it use persona_reset_state.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"persona_list_roles","title":"List personas","description":"The built-in and the custom personas. Use it to find a role for persona_dispatch; for the council's members use council_list_agents.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"persona_reset_state","title":"Forget a conversation","description":"Forget the kept conversation of a persona, so that its next task starts afresh; the persona itself stays, and the conversation is moved to the backups. For one task without history use persona_dispatch with maintain_state = false instead.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"protocol_create","title":"Write a protocol","description":"Write a new protocol: a standing rule for how the project works. The number is yours to choose and must be free: see protocol_list. A single decision belongs in adr_create, an event in chronicle_create_entry. Returns the number and the file.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"protocol_get","title":"Read a protocol","description":"One protocol in full, by its number. To find the number use protocol_search or protocol_list.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"protocol_list","title":"List protocols","description":"All protocols, or those of one status: number, title, status and version of each, without the text. For a topic use protocol_search.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"protocol_search","title":"Search protocols","description":"Protocols whose title or text contains the words: number and title of each. For a question in plain words over all documents use cortex_query; to read a hit use protocol_get.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"protocol_update","title":"Change a protocol","description":"Change fields of a protocol, e.g. its content or its status. Needs a person's approval. Read it first with protocol_get. Returns the fields that changed.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"query_sanctuary_model","title":"Ask the fine-tuned model","description":"Ask the project's fine-tuned model a question and return its answer; takes up to minutes. It knows the project's way of thinking, not its files: for facts use cortex_query, for a role with a memory persona_dispatch.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":true}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"search_tasks","title":"Search tasks","description":"Tasks whose text contains the words: number, title and status of each. Use it before create_task, so that nothing is written twice. For all kinds of documents use cortex_query.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":true,"destructiveHint":false,"idempotentHint":true,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"update_task","title":"Change a task","description":"Change fields of a task. To move it to another status use update_task_status, which also moves its file and keeps a note of the change. Returns the fields that changed.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
    rt::ListEntry {
        head: r#"{"name":"update_task_status","title":"Move a task","description":"Move a task to another status; its file moves to the folder of that status, and a dated line is added to its notes. Use it when work begins, stops or is done; for other fields use update_task.","inputSchema":"#,
        tail: r#","annotations":{"readOnlyHint":false,"destructiveHint":false,"idempotentHint":false,"openWorldHint":false}}"#,
    },
];

/// What answers to `tools/list` are put together from.
pub static LIST: rt::ListSpec = rt::ListSpec {
    entries: &ENTRIES,
    legacy: rt::ListEnds {
        start: r#"{"tools":["#,
        end: "]}",
    },
    modern: rt::ListEnds {
        start: r#"{"resultType":"complete","tools":["#,
        end: r#"],"ttlMs":3600000,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"sanctuary-gateway","title":"Sanctuary Gateway","version":"0.1.0"}}}"#,
    },
};

/// The answer to `server/discover`.
pub static DISCOVER: &str = r#"{"resultType":"complete","supportedVersions":["2026-07-28","2025-11-25","2025-06-18","2025-03-26","2024-11-05"],"capabilities":{"logging":{},"tools":{}},"instructions":"Behind this gateway stand twelve servers that work on one repository: its knowledge (cortex_*, chronicle_*, protocol_*, adr_*), its work (tasks, git_*, code_*, config_*) and the minds that help with it (persona_*, council_*, a fine-tuned model, orchestrator_*). Begin with cortex_guardian_wakeup for a digest of where things stand, or with cortex_query or list_tasks when you know what you look for; search before you create. Paths are relative to the root of the repository. A call that needs a person's approval waits for it, and a refused call says what would be accepted.","ttlMs":3600000,"cacheScope":"private","_meta":{"io.modelcontextprotocol/serverInfo":{"name":"sanctuary-gateway","title":"Sanctuary Gateway","version":"0.1.0"}}}"#;
