using SlackAgents.Core.Publishing.Authorship;

namespace SlackAgents.Tests.Publishing.Authorship;

[CancelAfter(60_000)]
internal sealed class BranchAuthorsTests
{
    [Test]
    public async Task A_line_belongs_to_the_turn_that_changed_it_last(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(cancellationToken, ("code.txt", "one\ntwo\nthree\nfour\n"));
        bench.Turn(1, ("code.txt", "one\nTWO\nTHREE\nfour\nfive\n"), ("new.txt", "a\nb\n"));
        await bench.PublishAsync(cancellationToken);
        bench.Turn(2, ("code.txt", "one\nTWO\nthird\nfour\nfive\n"));

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "code.txt 2-2:1 3-3:2 5-5:1", "new.txt 1-2:1" }));
        Assert.That(read.FilesLeftOut, Is.Zero);
    }

    [Test]
    public async Task A_commit_that_somebody_else_pushed_in_between_is_nobodys_turn_whoever_it_says_wrote_it(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(cancellationToken);
        bench.Turn(1, ("code.txt", "one\ntwo\n"));
        await bench.PublishAsync(cancellationToken);
        await bench.PersonAsync(AuthorBench.Branch, cancellationToken, ("code.txt", "one\ntwo\ntheirs\n"), ("theirs.txt", "x\n"));
        bench.Turn(2, ("code.txt", "one\ntwo\ntheirs\nlast\n"));
        await bench.PublishAsync(cancellationToken);

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "code.txt 1-2:1 3-3:? 4-4:2", "theirs.txt 1-1:?" }));
    }

    [Test]
    public async Task What_came_with_a_newer_base_is_nobodys_here(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(cancellationToken, ("code.txt", "one\ntwo\nthree\n"));
        bench.Turn(1, ("code.txt", "ONE\ntwo\nthree\n"));
        await bench.PublishAsync(cancellationToken);
        await bench.PersonAsync("main", cancellationToken, ("code.txt", "one\ntwo\nthree\nfour\n"), ("elsewhere.txt", "x\n"));
        bench.Turn(2, ("more.txt", "x\n"));

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "code.txt 1-1:1", "more.txt 1-1:2" }));
    }

    [Test]
    public async Task Renamed_binary_and_deleted_files_say_only_what_was_written(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(
            cancellationToken, ("old name.txt", "one\ntwo\nthree\nfour\nfive\nsix\n"), ("gone.txt", "x\n"), ("shorter.txt", "a\nb\nc\n"));
        bench.Turn(1, ("old name.txt", null), ("dir/n\u00e4w\t\"name\".txt", "one\ntwo\nthree\nfour\nfive\nSIX\n"), ("image.bin", "a\0b\n"), ("gone.txt", null), ("shorter.txt", "a\nc\n"));

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "dir/n\u00e4w\t\"name\".txt 6-6:1" }));
    }

    [Test]
    public async Task Rewritten_work_belongs_to_the_turn_that_rewrote_it(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(cancellationToken);
        bench.Turn(1, ("code.txt", "one\n"));
        AuthorBench.Call(bench.Sandbox, "agent", "commit", "--quiet", "--amend", "-m", "Better words");
        bench.Push(2, force: true);

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "code.txt 1-1:2" }));
    }

    [Test]
    public async Task What_is_too_much_is_left_out_and_counted(CancellationToken cancellationToken)
    {
        using var bench = await AuthorBench.OpenAsync(cancellationToken);
        bench.Turn(1, [("a.txt", "x\n"), ("big.txt", string.Concat(Enumerable.Repeat("x\n", BranchAuthors.MostLines + 1)))]);

        var read = await bench.ReadAsync(cancellationToken);

        Assert.That(Show(read), Is.EqualTo(new[] { "a.txt 1-1:1" }));
        Assert.That(read.FilesLeftOut, Is.EqualTo(1));
    }

    [Test]
    public void The_text_of_a_file_cannot_pose_as_git()
    {
        var sha = new string('a', 40);
        var output = $"{sha} 1 1 2\nauthor {sha} 9 9 9\nsummary {sha} 5 5 5\n{sha} 7 7 7\nfilename x\n{sha} 4 3 1\nfilename filename y\n";

        Assert.That(BlameLines.Read(output, new Dictionary<string, int?>(StringComparer.Ordinal) { [sha] = 1 }), Is.EqualTo(new[] { new AuthoredRange(1, 3, 1) }));
    }

    private static IEnumerable<string> Show(BranchAuthorship read) => read.Files.Select(file =>
        $"{file.Path} {string.Join(' ', file.Ranges.Select(range => $"{range.Start}-{range.End}:{range.Turn?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"}"))}");
}
