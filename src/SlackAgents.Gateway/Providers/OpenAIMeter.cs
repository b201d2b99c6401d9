using System.Text.Json;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// What the two APIs of OpenAI have in common: input counts that include what was cached, and no count at all before
/// the end. An answer that breaks off, or whose client did not ask for the count, is charged for what passed.
/// </summary>
internal abstract class OpenAIMeter(bool isStream) : JsonUsageMeter(isStream)
{
    private long _input;
    private long _cached;
    private long _cacheWrite;
    private long _output;

    protected string? Model { get; set; }

    /// <summary>The provider's closing count was seen.</summary>
    protected bool IsFinal { get; set; }

    protected override MeterReading Conclude()
    {
        var output = IsFinal ? _output : Math.Max(_output, Math.Max(TextTokens, Tokens(BodyBytes)));
        var cached = Math.Min(_cached, _input);
        var cacheWrite = Math.Min(_cacheWrite, _input - cached);
        return new MeterReading(Model, new ModelUsage(_input - cached - cacheWrite, cached, cacheWrite, output), IsFinal);
    }

    /// <summary>Where counts come again and again they are cumulative: the largest seen is the count.</summary>
    /// <param name="usage">The provider's object.</param>
    /// <param name="input">Its name for input.</param>
    /// <param name="output">Its name for output.</param>
    /// <returns>Whether there was a count.</returns>
    protected bool ReadUsage(JsonElement? usage, string input, string output)
    {
        var details = Member(usage, input + "_details");
        var given = Number(usage, input);

        // Some compatible providers leave the reasoning out of their output, but never out of the total.
        var taken = Math.Max(Number(usage, output), Number(usage, "total_tokens") - given);
        _input = Math.Max(_input, given);
        _output = Math.Max(_output, taken);
        _cacheWrite = Math.Max(_cacheWrite, Number(details, "cache_write_tokens"));
        _cached = Math.Max(_cached, Math.Max(Number(details, "cached_tokens"), Math.Max(Number(usage, "cached_tokens"), Number(usage, "prompt_cache_hit_tokens"))));
        return given > 0 || taken > 0;
    }
}
