using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Streams;
using static SlackAgents.Tests.Docker.Streams.EngineFrames;

namespace SlackAgents.Tests.Docker.Streams;

internal sealed class OutputCursorTrackerTests
{
    private const long Second = 1_000_000_000;

    [Test]
    public void A_reader_that_is_cut_anywhere_and_resumes_sees_each_line_once()
    {
        // Steps between lines: none (same nanosecond), small, backwards by less than the slack, and long silences.
        var steps = Gen.Frequency(
            (4, Gen.Constant(0L)),
            (4, Gen.Choose(1, 1_000_000).Select(step => (long)step)),
            (1, Gen.Choose(1, 5_000).Select(step => -(long)step)),
            (1, Gen.Choose(1, 40).Select(step => step * Second))).ListOf();
        var cuts = Gen.Choose(1, 7).ListOf();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(steps.ToArbitrary(), cuts.ToArbitrary(), (a, b) => SeesEachOnce([.. a], [.. b])));
    }

    [Test]
    public void Lines_of_one_nanosecond_are_told_apart_by_their_number()
    {
        var first = new OutputCursorTracker(null);
        var cursor = first.Accept(At(0), null)!;
        cursor = first.Accept(At(0), null)!;
        var second = new OutputCursorTracker(cursor);

        var accepted = new[] { second.Accept(At(0), null), second.Accept(At(0), null), second.Accept(At(0), null) };

        Assert.That(accepted.Select(known => known is null), Is.EqualTo(new[] { true, true, false }));
    }

    [Test]
    public void A_cursor_on_the_newest_line_itself_is_understood()
    {
        var tracker = new OutputCursorTracker(new OutputCursor(At(5).ToString(), 1));

        Assert.That(tracker.Since, Is.EqualTo(At(5)));
        Assert.That(tracker.Accept(At(5), null), Is.Null);
        Assert.That(tracker.Accept(At(6), null), Is.Not.Null);
    }

    [Test]
    public void The_anchor_stays_behind_a_line_that_is_still_open()
    {
        var tracker = new OutputCursorTracker(null);
        tracker.Accept(At(0), null);

        tracker.Accept(At(60 * Second), oldestOpen: At(2 * Second));

        Assert.That(tracker.Since, Is.EqualTo(At(2 * Second)));
    }

    [Test]
    public void The_anchor_follows_so_that_a_long_output_is_not_read_again_from_the_start()
    {
        var tracker = new OutputCursorTracker(null);
        OutputCursor? cursor = null;
        for (var second = 0; second < 600; second++)
        {
            cursor = tracker.Accept(At(second * Second), null);
        }

        Assert.That(tracker.Since, Is.GreaterThan(At(570 * Second)));
        Assert.That(cursor!.Lines, Is.LessThan(25));
    }

    [Test]
    public void Lines_before_the_anchor_from_an_engine_with_whole_seconds_are_not_new()
    {
        var tracker = new OutputCursorTracker(new OutputCursor(At(500).ToString(), 1));

        Assert.That(tracker.Accept(At(100), null), Is.Null);
        Assert.That(tracker.Accept(At(500), null), Is.Null);
        Assert.That(tracker.Accept(At(501), null), Is.Not.Null);
    }

    [Test]
    public void A_cursor_with_a_broken_time_is_refused()
    {
        Assert.That(() => new OutputCursorTracker(new OutputCursor("yesterday", 1)), Throws.InstanceOf<FormatException>());
    }

    /// <summary>Plays an engine's file to readers that are each cut after some new lines and hand their cursor on as text.</summary>
    private static bool SeesEachOnce(long[] steps, int[] cuts)
    {
        var times = new List<EngineTime>();
        foreach (var step in steps)
        {
            times.Add(new EngineTime((times.Count == 0 ? At(0) : times[^1]).Nanoseconds + step));
        }

        var seen = new List<int>();
        OutputCursor? stored = null;
        for (var round = 0; seen.Count < times.Count; round++)
        {
            var budget = round < cuts.Length ? cuts[round] : int.MaxValue;
            var tracker = new OutputCursorTracker(OutputCursor.Parse(stored?.ToString()));
            var since = tracker.Since;
            var before = seen.Count;
            for (var i = 0; i < times.Count && budget > 0; i++)
            {
                if (since is { } from && times[i] < from)
                {
                    continue;
                }

                if (tracker.Accept(times[i], null) is { } cursor)
                {
                    seen.Add(i);
                    stored = cursor;
                    budget--;
                }
            }

            if (seen.Count == before)
            {
                return false;
            }
        }

        return seen.SequenceEqual(Enumerable.Range(0, times.Count));
    }
}
