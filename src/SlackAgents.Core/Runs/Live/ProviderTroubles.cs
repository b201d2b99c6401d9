using System.Globalization;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>
/// Failures of the model provider in a row, as the gateway saw them. Some agents repeat a failed call for minutes without a
/// word and cannot be told otherwise: they are refused after twice the attempts that are allowed, because side requests
/// fail along with the main one. Thread-safe.
/// </summary>
internal sealed class ProviderTroubles(int maxRetries)
{
    private readonly Lock _gate = new();
    private readonly int _mostFailures = (maxRetries + 1) * 2;
    private int _failures; // under _gate
    private ModelCallEvent? _last; // under _gate

    /// <summary>What the last failure was, as a reason; null while calls succeed.</summary>
    public ReasonCode? Reason
    {
        get
        {
            lock (_gate)
            {
                return _last is { } call ? ReasonOf(call) : null;
            }
        }
    }

    /// <summary>Why no further attempt is made; null while there is hope.</summary>
    public string? Refusal
    {
        get
        {
            lock (_gate)
            {
                return _failures >= _mostFailures && _last is { } call
                    ? string.Create(CultureInfo.InvariantCulture, $"The model provider failed {_failures} times in a row ({Describe(call)}). No further attempt is made in this turn.")
                    : null;
            }
        }
    }

    public void Observe(ModelCallEvent call)
    {
        lock (_gate)
        {
            if (call.Status < 400 && call.Cut != true)
            {
                _failures = 0;
                _last = null;
            }
            else if (_failures < _mostFailures)
            {
                // What comes after the last allowed failure is our own refusal.
                _failures++;
                _last = call;
            }
        }
    }

    /// <summary>A new turn has its attempts again.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _failures = 0;
            _last = null;
        }
    }

    private static string Describe(ModelCallEvent call) => call.Cut == true ? "the answer broke off" : string.Create(CultureInfo.InvariantCulture, $"HTTP {call.Status}");

    private static ReasonCode ReasonOf(ModelCallEvent call) => call.Status switch
    {
        _ when call.Cut == true => ReasonCode.ProviderStreamCut,
        401 => ReasonCode.ProviderKeyRejected,
        402 => ReasonCode.ProviderOutOfCredit,
        403 => ReasonCode.ProviderForbidden,
        408 or 502 or 504 => ReasonCode.ProviderUnreachable,
        429 => ReasonCode.ProviderRateLimited,
        503 or 529 => ReasonCode.ProviderOverloaded,
        >= 500 => ReasonCode.ProviderError,
        _ => ReasonCode.ProviderRefusedRequest,
    };
}
