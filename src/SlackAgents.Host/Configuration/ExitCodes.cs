namespace SlackAgents.Host.Configuration;

/// <summary>Exit codes of the program.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    public const int Failed = 1;

    /// <summary>EX_CONFIG of sysexits.h: nothing but a change of the configuration helps, so a restart would not.</summary>
    public const int Configuration = 78;
}
