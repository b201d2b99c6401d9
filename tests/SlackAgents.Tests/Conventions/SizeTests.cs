using System.Reflection;

namespace SlackAgents.Tests.Conventions;

/// <summary>Budgets: a file that needs more lines, or a class that needs more collaborators, has a second job.</summary>
internal sealed class SizeTests
{
    private const int MaxSourceLines = 350;
    private const int MaxTestLines = 600;
    private const int MaxParameters = 6;

    [Test]
    public void No_source_file_is_longer_than_its_budget()
    {
        Assert.That(SourceTree.Product.Where(file => TooLong(file, MaxSourceLines)), Is.Empty);
    }

    [Test]
    public void No_test_file_is_longer_than_its_budget()
    {
        Assert.That(SourceTree.Tests.Where(file => TooLong(file, MaxTestLines)), Is.Empty);
    }

    [Test]
    public void No_constructor_takes_more_than_six_parameters()
    {
        Assert.That(ProductTypes.All.Where(type => !ProductTypes.IsRecord(type)).SelectMany(CrowdedConstructors), Is.Empty);
    }

    [Test]
    public void The_guard_sees_a_long_file()
    {
        var file = new SourceFile("src/X.cs", string.Concat(Enumerable.Repeat("x\n", MaxSourceLines + 1)));

        Assert.That(TooLong(file, MaxSourceLines), Is.True);
    }

    [Test]
    public void The_guard_sees_a_crowded_constructor()
    {
        Assert.That(CrowdedConstructors(typeof(Crowded)), Is.EqualTo(new[] { "Crowded takes 7" }));
    }

    private static bool TooLong(SourceFile file, int budget) => file.Lines.Count - 1 > budget;

    private static IEnumerable<string> CrowdedConstructors(Type type) =>
        from constructor in type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance)
        let count = constructor.GetParameters().Length
        where count > MaxParameters
        select $"{type.Name} takes {count}";

    private sealed class Crowded
    {
#pragma warning disable IDE0060 // Only its signature counts.
        public Crowded(int a, int b, int c, int d, int e, int f, int g)
#pragma warning restore IDE0060
        {
        }
    }
}
