namespace SlackAgents.Core.Runs;

/// <summary>Where somebody asked.</summary>
internal enum RequestSurface
{
    Slash,
    Mention,
    DirectMessage,
    MessageShortcut,
    GlobalShortcut,
    Modal,
    Home,
    Reaction,
    Thread,
    Api,
}
