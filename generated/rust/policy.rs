// @generated from tools.toml by gatewayc gen; do not edit.

use ::gateway_runtime::__private as rt;
use super::tools::{TOOLS, Tool};

const WORDS: usize = TOOLS.len().div_ceil(64);

const ALL: [u16; TOOLS.len()] = rt::everything();

static ALL_BITS: [u64; WORDS] = rt::bits(&ALL);

const CODING: [u16; 44] = [
    Tool::AdrGet as u16,
    Tool::AdrList as u16,
    Tool::AdrSearch as u16,
    Tool::CheckSanctuaryModelStatus as u16,
    Tool::ChronicleGetEntry as u16,
    Tool::ChronicleListEntries as u16,
    Tool::ChronicleSearch as u16,
    Tool::CodeAnalyze as u16,
    Tool::CodeFindFile as u16,
    Tool::CodeFormat as u16,
    Tool::CodeGetInfo as u16,
    Tool::CodeLint as u16,
    Tool::CodeListFiles as u16,
    Tool::CodeRead as u16,
    Tool::CodeSearchContent as u16,
    Tool::CodeWrite as u16,
    Tool::ConfigList as u16,
    Tool::ConfigRead as u16,
    Tool::CortexCacheGet as u16,
    Tool::CortexCacheStats as u16,
    Tool::CortexGetStats as u16,
    Tool::CortexQuery as u16,
    Tool::CouncilListAgents as u16,
    Tool::CreateTask as u16,
    Tool::GetTask as u16,
    Tool::GitAdd as u16,
    Tool::GitDiff as u16,
    Tool::GitFinishFeature as u16,
    Tool::GitGetSafetyRules as u16,
    Tool::GitGetStatus as u16,
    Tool::GitLog as u16,
    Tool::GitPushFeature as u16,
    Tool::GitSmartCommit as u16,
    Tool::GitStartFeature as u16,
    Tool::ListTasks as u16,
    Tool::PersonaGetState as u16,
    Tool::PersonaListRoles as u16,
    Tool::ProtocolGet as u16,
    Tool::ProtocolList as u16,
    Tool::ProtocolSearch as u16,
    Tool::QuerySanctuaryModel as u16,
    Tool::SearchTasks as u16,
    Tool::UpdateTask as u16,
    Tool::UpdateTaskStatus as u16,
];

static CODING_BITS: [u64; WORDS] = rt::bits(&CODING);

const DOCUMENTS: [u16; 44] = [
    Tool::AdrCreate as u16,
    Tool::AdrGet as u16,
    Tool::AdrList as u16,
    Tool::AdrSearch as u16,
    Tool::AdrUpdateStatus as u16,
    Tool::CheckSanctuaryModelStatus as u16,
    Tool::ChronicleCreateEntry as u16,
    Tool::ChronicleGetEntry as u16,
    Tool::ChronicleListEntries as u16,
    Tool::ChronicleSearch as u16,
    Tool::ChronicleUpdateEntry as u16,
    Tool::CodeAnalyze as u16,
    Tool::CodeFindFile as u16,
    Tool::CodeGetInfo as u16,
    Tool::CodeLint as u16,
    Tool::CodeListFiles as u16,
    Tool::CodeRead as u16,
    Tool::CodeSearchContent as u16,
    Tool::ConfigList as u16,
    Tool::ConfigRead as u16,
    Tool::CortexCacheGet as u16,
    Tool::CortexCacheStats as u16,
    Tool::CortexGetStats as u16,
    Tool::CortexIngestIncremental as u16,
    Tool::CortexQuery as u16,
    Tool::CouncilListAgents as u16,
    Tool::CreateTask as u16,
    Tool::GetTask as u16,
    Tool::GitDiff as u16,
    Tool::GitGetSafetyRules as u16,
    Tool::GitGetStatus as u16,
    Tool::GitLog as u16,
    Tool::ListTasks as u16,
    Tool::PersonaGetState as u16,
    Tool::PersonaListRoles as u16,
    Tool::ProtocolCreate as u16,
    Tool::ProtocolGet as u16,
    Tool::ProtocolList as u16,
    Tool::ProtocolSearch as u16,
    Tool::ProtocolUpdate as u16,
    Tool::QuerySanctuaryModel as u16,
    Tool::SearchTasks as u16,
    Tool::UpdateTask as u16,
    Tool::UpdateTaskStatus as u16,
];

static DOCUMENTS_BITS: [u64; WORDS] = rt::bits(&DOCUMENTS);

const GIT: [u16; 10] = [
    Tool::GetTask as u16,
    Tool::GitAdd as u16,
    Tool::GitDiff as u16,
    Tool::GitFinishFeature as u16,
    Tool::GitGetSafetyRules as u16,
    Tool::GitGetStatus as u16,
    Tool::GitLog as u16,
    Tool::GitPushFeature as u16,
    Tool::GitSmartCommit as u16,
    Tool::GitStartFeature as u16,
];

static GIT_BITS: [u64; WORDS] = rt::bits(&GIT);

const READONLY: [u16; 34] = [
    Tool::AdrGet as u16,
    Tool::AdrList as u16,
    Tool::AdrSearch as u16,
    Tool::CheckSanctuaryModelStatus as u16,
    Tool::ChronicleGetEntry as u16,
    Tool::ChronicleListEntries as u16,
    Tool::ChronicleSearch as u16,
    Tool::CodeAnalyze as u16,
    Tool::CodeFindFile as u16,
    Tool::CodeGetInfo as u16,
    Tool::CodeLint as u16,
    Tool::CodeListFiles as u16,
    Tool::CodeRead as u16,
    Tool::CodeSearchContent as u16,
    Tool::ConfigList as u16,
    Tool::ConfigRead as u16,
    Tool::CortexCacheGet as u16,
    Tool::CortexCacheStats as u16,
    Tool::CortexGetStats as u16,
    Tool::CortexQuery as u16,
    Tool::CouncilListAgents as u16,
    Tool::GetTask as u16,
    Tool::GitDiff as u16,
    Tool::GitGetSafetyRules as u16,
    Tool::GitGetStatus as u16,
    Tool::GitLog as u16,
    Tool::ListTasks as u16,
    Tool::PersonaGetState as u16,
    Tool::PersonaListRoles as u16,
    Tool::ProtocolGet as u16,
    Tool::ProtocolList as u16,
    Tool::ProtocolSearch as u16,
    Tool::QuerySanctuaryModel as u16,
    Tool::SearchTasks as u16,
];

static READONLY_BITS: [u64; WORDS] = rt::bits(&READONLY);

/// The profiles; `all` is the first.
pub static PROFILES: [rt::ProfileSpec; 5] = [
    rt::ProfileSpec {
        name: "all",
        tools: &ALL_BITS,
    },
    rt::ProfileSpec {
        name: "coding",
        tools: &CODING_BITS,
    },
    rt::ProfileSpec {
        name: "documents",
        tools: &DOCUMENTS_BITS,
    },
    rt::ProfileSpec {
        name: "git",
        tools: &GIT_BITS,
    },
    rt::ProfileSpec {
        name: "readonly",
        tools: &READONLY_BITS,
    },
];

/// The principals, in name order.
pub static PRINCIPALS: [rt::PrincipalSpec; 6] = [
    rt::PrincipalSpec {
        name: "agent",
        profile: 0,
        may_approve: false,
    },
    rt::PrincipalSpec {
        name: "coder",
        profile: 1,
        may_approve: false,
    },
    rt::PrincipalSpec {
        name: "committer",
        profile: 3,
        may_approve: false,
    },
    rt::PrincipalSpec {
        name: "operator",
        profile: 0,
        may_approve: true,
    },
    rt::PrincipalSpec {
        name: "reader",
        profile: 4,
        may_approve: false,
    },
    rt::PrincipalSpec {
        name: "scribe",
        profile: 2,
        may_approve: false,
    },
];
