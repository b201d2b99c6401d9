using System.Reflection;
using System.Text.RegularExpressions;

namespace SlackAgents.Tests.Conventions;

/// <summary>What a class and a method look like here.</summary>
internal sealed partial class ShapeTests
{
    [Test]
    public void Every_class_is_sealed_static_or_abstract()
    {
        Assert.That(ProductTypes.All.Where(IsOpen), Is.Empty);
    }

    [Test]
    public void Every_async_method_takes_its_cancellation_token_last()
    {
        Assert.That(ProductTypes.All.SelectMany(MisplacedTokens), Is.Empty);
    }

    [Test]
    public void No_name_hides_what_a_type_does()
    {
        Assert.That(ProductTypes.All.Where(type => VagueName().IsMatch(type.Name)), Is.Empty);
    }

    [Test]
    public void Every_file_holds_one_type_or_one_family_of_records()
    {
        Assert.That(SourceTree.Product.Where(HoldsStrangers), Is.Empty);
    }

    [Test]
    public void Nothing_is_left_for_later_in_a_comment()
    {
        Assert.That(SourceTree.Product.Concat(SourceTree.Tests).Where(LeavesSomething), Is.Empty);
    }

    [Test]
    public void The_guards_see_open_classes_vague_names_and_misplaced_tokens() => Assert.Multiple(() =>
    {
        Assert.That(IsOpen(typeof(Open)), Is.True);
        Assert.That(MisplacedTokens(typeof(Open)), Is.EqualTo(new[] { "Open.FirstAsync" }));
        Assert.That(VagueName().IsMatch("RunManager"), Is.True);
        Assert.That(VagueName().IsMatch("GitHelper"), Is.True);
    });

    [TestCase("internal sealed class A;\ninternal sealed class B;\n", true)]
    [TestCase("internal abstract record A;\ninternal sealed record B : A;\ninternal sealed record C : A;\n", false)]
    [TestCase("internal sealed record A(B Part);\ninternal enum B { X }\n", false)]
    [TestCase("internal sealed class A\n{\n    private sealed record B;\n}\n", false)]
    public void The_guard_tells_strangers_from_a_family(string text, bool strangers)
    {
        Assert.That(HoldsStrangers(new SourceFile("src/X.cs", text)), Is.EqualTo(strangers));
    }

    [Test]
    public void The_guard_sees_something_left_for_later()
    {
        Assert.That(LeavesSomething(new SourceFile("src/X.cs", "    // TO" + "DO: later")), Is.True);
    }

    private static bool IsOpen(Type type) =>
        type is { IsClass: true, IsSealed: false, IsAbstract: false } && !ProductTypes.All.Any(other => other.BaseType == type);

    private static IEnumerable<string> MisplacedTokens(Type type) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.Name.Contains('<', StringComparison.Ordinal)
        let parameters = method.GetParameters().TakeWhile(parameter => !parameter.IsOut).ToArray()
        let at = Array.FindIndex(parameters, parameter => parameter.ParameterType == typeof(CancellationToken))
        where method.Name.EndsWith("Async", StringComparison.Ordinal) && at >= 0

        // Several tokens may share the end, and only what may be left out may follow them.
        where parameters.Skip(at).Any(parameter => parameter.ParameterType != typeof(CancellationToken) && !parameter.IsOptional)
        select $"{type.Name}.{method.Name}";

    /// <summary>
    /// More than one class in a file. A generic twin is the same class, exceptions of one family may stand together, and
    /// a class may bring the records that it gives or takes.
    /// </summary>
    private static bool HoldsStrangers(SourceFile file)
    {
        var classes = TopLevel().Matches(file.Text)
            .Where(match => match.Groups["kind"].Value is "class" or "interface" or "struct")
            .Select(match => match.Groups["name"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return classes.Count > 1 && !classes.TrueForAll(name => name.EndsWith("Exception", StringComparison.Ordinal));
    }

    private static bool LeavesSomething(SourceFile file) =>
        file.Text.Contains("// TO" + "DO", StringComparison.Ordinal) || file.Text.Contains("// FIX" + "ME", StringComparison.Ordinal);

    [GeneratedRegex("(Helper|Helpers|Manager|Util|Utils|Utility|Utilities)(`[0-9]+)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex VagueName();

    [GeneratedRegex(@"^(?:(?:public|internal|file|sealed|static|abstract|partial|readonly|ref)\s+)*(?<kind>record struct|record|class|interface|struct|enum)\s+(?<name>[A-Z][A-Za-z0-9]*)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex TopLevel();

#pragma warning disable MA0053, CA1852, CA1822, IDE0060, CA1068 // It is wrong on purpose.
    private class Open
    {
        public Task FirstAsync(CancellationToken cancellationToken, int number) => Task.CompletedTask;
    }
#pragma warning restore MA0053, CA1852, CA1822, IDE0060, CA1068
}
