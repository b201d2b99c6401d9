namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Names of the protocol that more than one place says.</summary>
internal static class AcpMethods
{
    public const string Dialect = "acp";

    public const string Update = "session/update";

    public const string AskPermission = "session/request_permission";

    /// <summary>Goes on with a session without telling it again.</summary>
    public const string Resume = "session/resume";

    /// <summary>Goes on with a session and tells all of it again first.</summary>
    public const string Load = "session/load";
}
