using System.Text.Json;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What the lines of one turn left behind for the verdict.</summary>
internal sealed class AcpEvidence(AcpQuirks quirks, HarnessTurn turn)
{
    /// <summary>Characters of a detail, and of the error output that is kept.</summary>
    public const int MaxDetail = 2000;

    private const int MaxErrorLines = 20;

    private readonly Queue<string> _errors = new();
    private readonly AcpFinalText _text = new();
    private bool _modelSpeaks;
    private string? _session;

    /// <summary>The answer to the last prompt, or null when it has none yet.</summary>
    public AcpAnswer? Answer { get; private set; }

    /// <summary>A failure that was worded as a message of the model, and after which it said nothing more.</summary>
    public AcpFailure? SaidFailure { get; private set; }

    /// <summary>The last retry after which nothing came from the model any more, in words.</summary>
    public string? PendingRetry { get; private set; }

    /// <summary>The last error answer to anything but a prompt that was under way.</summary>
    public AcpFailure? SetupFailure { get; private set; }

    /// <summary>Null until the agent has one: a session that could not be resumed is none to resume again.</summary>
    public string? SessionId => _session;

    public int ModelTurns { get; private set; }

    public decimal? CostUsd { get; private set; }

    public bool TurnEnded { get; private set; }

    /// <summary>The final text of the agent.</summary>
    public string FinalText => _text.Value;

    /// <summary>The last lines of standard error.</summary>
    public string ErrorTail => BoundedText.Cut(string.Join('\n', _errors), MaxDetail);

    public void AddError(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (_errors.Count == MaxErrorLines)
        {
            _errors.Dequeue();
        }

        _errors.Enqueue(BoundedText.Cut(line, MaxDetail));
    }

    public void AddDriver(JsonElement root)
    {
        TurnEnded = DriverLines.SaysIdle(root) ?? TurnEnded;
        if (root.Text("type") is "driver.prompt")
        {
            // What came before the first prompt is an earlier turn, told again.
            if (Answer is null && !_modelSpeaks)
            {
                _text.Forget();
            }

            Answer = null;
            SaidFailure = null;
            _modelSpeaks = false;
        }
    }

    public void Add(JsonElement root)
    {
        if (root.Text("method") is { } method)
        {
            if (root.Member("params")?.Member("update") is { } update)
            {
                AddUpdate(update);
            }
            else if (method is AcpMethods.AskPermission)
            {
                // A call that is refused is not told of again.
                _text.Close();
                _modelSpeaks = false;
            }
        }
        else if (root.Member("error") is { } error)
        {
            AddFailure(root, error);
        }
        else if (root.Member("result") is { } result)
        {
            AddResult(root, result);
        }
    }

    private void AddUpdate(JsonElement update)
    {
        switch (update.Text("sessionUpdate"))
        {
            case "agent_message_chunk":
                AddChunk(update);
                break;
            case "agent_thought_chunk":
                ModelSpeaks();
                break;
            case "tool_call" or "tool_call_update":
                AddTool(update);
                break;
            case "usage_update" when !turn.Resume && update.Member("cost")?.Money("amount") is { } cost:
                // Counts the whole session; in its first turn that is the turn.
                CostUsd = Math.Clamp(cost, 0, 1_000_000_000);
                break;
            case "session_info_update" when update.Member("_meta")?.Member("codex")?.Member("error") is { } error:
                var failure = AcpFailure.OfCodex(error);
                PendingRetry = error.Flag("willRetry") == true ? failure.Message : null;
                SaidFailure = error.Flag("willRetry") == true ? null : failure;
                break;
            default:
                break;
        }
    }

    private void AddChunk(JsonElement update)
    {
        if (ChunkLine.TextOf(update) is not { Length: > 0 } text)
        {
            return;
        }

        foreach (var part in ChunkWords.Split(text, quirks))
        {
            switch (part.Kind)
            {
                case ChunkKind.Failure:
                    SaidFailure = AcpFailure.OfText(part.Text);
                    break;
                case ChunkKind.Retry:
                    PendingRetry = BoundedText.Cut(part.Text.Trim(), MaxDetail);
                    break;
                case ChunkKind.Notice:
                    break;
                case ChunkKind.Model:
                default:
                    ModelSpeaks();
                    _text.Add(part.Text, update.Text("messageId"));
                    break;
            }
        }
    }

    private void AddTool(JsonElement update)
    {
        _text.Close();
        if (ToolLine.HasEnded(update))
        {
            _modelSpeaks = false;
        }
        else if (update.Text("sessionUpdate") is "tool_call")
        {
            ModelSpeaks();
        }
    }

    private void ModelSpeaks()
    {
        PendingRetry = null;
        SaidFailure = null;
        if (!_modelSpeaks)
        {
            _modelSpeaks = true;
            ModelTurns = Math.Min(ModelTurns + 1, 1_000_000);
        }
    }

    private void AddFailure(JsonElement root, JsonElement error)
    {
        switch (ResponseLine.Asked(root))
        {
            case "prompt":
            case null when _session is not null && error.Integer("code") != ResponseLine.MethodNotFound:
                Answer = new AcpAnswer(null, HasUsage: false, AcpFailure.OfError(error));
                _modelSpeaks = false;
                break;
            case var _ when _session is null:
                SetupFailure = AcpFailure.OfError(error);
                break;
            default:
                // A message or a mode that was not taken; the turn goes on.
                break;
        }
    }

    private void AddResult(JsonElement root, JsonElement result)
    {
        if (result.Text("stopReason") is { } stop)
        {
            Answer = new AcpAnswer(stop, ResponseLine.Usage(result, quirks) is not null, null);
            _modelSpeaks = false;
        }
        else if (ResponseLine.IsSession(root, result, turn))
        {
            _session = result.Text("sessionId") is { Length: > 0 and <= 200 } id ? BoundedText.Name(id) : _session ?? turn.SessionId;
        }
    }
}
