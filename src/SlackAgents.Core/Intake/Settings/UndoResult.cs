namespace SlackAgents.Core.Intake.Settings;

internal enum UndoResult
{
    /// <summary>It is taken back, by this request or by an earlier handling of it.</summary>
    Undone,

    /// <summary>Somebody took it back before.</summary>
    UndoneBefore,

    /// <summary>Another change came after it.</summary>
    ChangedSince,

    TooOld,

    Unknown,
}
