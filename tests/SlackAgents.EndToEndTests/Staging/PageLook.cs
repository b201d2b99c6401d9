using Microsoft.Playwright;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>Whose eyes a page is seen with.</summary>
internal sealed record PageLook
{
    public static PageLook Phone { get; } = new();

    public static PageLook Desktop { get; } = new() { Width = 1280, Height = 900 };

    public int Width { get; init; } = 390;

    public int Height { get; init; } = 844;

    public ColorScheme Scheme { get; init; } = ColorScheme.Light;

    public bool ReducedMotion { get; init; }

    public bool JavaScript { get; init; } = true;

    /// <summary>For tools that are put into the page; never where the page's own policy is what is tested.</summary>
    public bool WithoutPolicy { get; init; }

    /// <summary>Runs in the page before its own script.</summary>
    public string? Before { get; init; }
}
