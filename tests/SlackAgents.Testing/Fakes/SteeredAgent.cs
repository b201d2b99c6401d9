using System.Collections.Concurrent;
using System.Threading.Channels;
using SlackAgents.Testing.Time;

namespace SlackAgents.Testing.Fakes;

/// <summary>
/// An agent that listens while it works, as a driven one does: it answers each message with receipts, takes one id once,
/// and ends its turn when the test says so. Knows all turns of a test.
/// </summary>
internal sealed class SteeredAgent
{
    private readonly ConcurrentQueue<string> _prompts = new();
    private readonly ConcurrentQueue<(string Id, string Text)> _heard = new();
    private readonly Channel<string> _orders = Channel.CreateUnbounded<string>();
    private volatile FakeTurn? _turn;
    private volatile bool _idle;
    private int _begun;

    /// <summary>The last receipt that a message gets: queued, delivered, refused, or nothing for none at all.</summary>
    public string? Answer { get; set; } = "delivered";

    /// <summary>Keeps a turn alive after its last word and the end of its input.</summary>
    public TaskCompletionSource? Lingers { get; set; }

    /// <summary>An agent that ends after its last word without waiting for the end of its input.</summary>
    public bool EndsWithoutHost { get; set; }

    public IReadOnlyList<string> Prompts => [.. _prompts];

    /// <summary>Messages that were given to a running turn, each once.</summary>
    public IReadOnlyList<string> Heard => [.. _heard.Select(message => message.Text)];

    public IReadOnlyList<string> HeardIds => [.. _heard.Select(message => message.Id)];

    /// <summary>Waits until this many turns have begun.</summary>
    public Task BegunAsync(int turns) => Eventually.IsTrueAsync(() => Volatile.Read(ref _begun) >= turns);

    /// <summary>Ends the turn under way, or the next one.</summary>
    public void Finish() => _orders.Writer.TryWrite("finish");

    /// <summary>Lets the turn under way print something.</summary>
    public void Say(Action<FakeTurn> what) => what(_turn!);

    /// <summary>Orders that a turn was interrupted by.</summary>
    public int Interrupts { get; private set; }

    /// <summary>An agent that does not hear an interrupt, nor the end of its input.</summary>
    public bool IsDeafToInterrupts { get; set; }

    public async Task<int> RunAsync(FakeTurn turn)
    {
        turn.Begin();
        _idle = false;
        _prompts.Enqueue(turn.Prompt);
        _turn = turn;
        Interlocked.Increment(ref _begun);
        var listening = ListenAsync(turn);
        await turn.PushAsync("README.md", $"changed in turn {turn.Number}\n");
        using var over = CancellationTokenSource.CreateLinkedTokenSource(turn.Killed);
        var finishing = _orders.Reader.ReadAsync(over.Token).AsTask();
        if (await Task.WhenAny(finishing, listening) == listening)
        {
            await over.CancelAsync();
            await listening;
            return 0;
        }

        await finishing;
        turn.Finish($"Done with turn {turn.Number}.");
        _idle = true;
        turn.Idle();
        if (EndsWithoutHost)
        {
            return 0;
        }

        await listening;
        if (Lingers is { } lingers)
        {
            await lingers.Task.WaitAsync(turn.Killed);
            Lingers = null;
        }

        return 0;
    }

    /// <summary>Until the end of the input.</summary>
    private async Task ListenAsync(FakeTurn turn)
    {
        while (await turn.ReadOrderAsync() is { } order)
        {
            if (order.Type == "driver.interrupt")
            {
                Interrupt(turn);
            }
            else if (_heard.All(known => known.Id != order.Id))
            {
                Take(turn, order);
            }
        }

        if (IsDeafToInterrupts)
        {
            await turn.UntilKilledAsync();
        }
    }

    private void Interrupt(FakeTurn turn)
    {
        Interrupts++;
        if (!IsDeafToInterrupts)
        {
            turn.Abort();
            turn.Idle();
        }
    }

    private void Take(FakeTurn turn, DriverOrder order)
    {
        _heard.Enqueue((order.Id, order.Text));
        if (Answer is not { } answer)
        {
            return;
        }

        turn.Receipt(order.Id, "queued");
        if (answer != "queued")
        {
            turn.Receipt(order.Id, answer);
        }

        if (_idle)
        {
            turn.Idle();
        }
    }
}
