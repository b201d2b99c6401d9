namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Where an agent tells what its model calls took.</summary>
internal enum AcpUsageSource
{
    /// <summary>Nowhere, or only for the last call of a turn. The gateway meters every call anyway.</summary>
    None,

    /// <summary><c>usage</c> of the answer to a prompt.</summary>
    Answer,

    /// <summary><c>_meta.quota.token_count</c> of the answer to a prompt.</summary>
    Quota,

    /// <summary><c>_meta.usage</c> of a message chunk, one for every model call.</summary>
    Chunk,
}
