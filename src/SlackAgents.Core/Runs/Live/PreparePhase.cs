namespace SlackAgents.Core.Runs.Live;

/// <summary>What is done before an agent can speak, in this order. The fetch goes on beside all of them; the last one is what is left of it.</summary>
internal enum PreparePhase
{
    TakeUp = 1,
    OpenDoor,
    FindBase,
    MakeSandbox,
    ReadConversation,
    StartSandbox,
    FetchRepository,
}
