using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.Intake.RepositoryChoices;

internal sealed class RepositoryChooserTests
{
    private static readonly string[] Names = ["acme/widgets", "acme/gadgets", "beta/gadgets", "acme/docs", "acme/web.site", "acme/x"];

    private static readonly KnownRepositories Known = KnownOf(Names);

    [Test]
    public void The_order_is_named_then_thread_then_words_then_defaults_then_use()
    {
        var all = new RepositoryEvidence
        {
            Asked = new RunOptions { Repository = Name("acme/one") },
            Task = "fix the widgets",
            Thread = Name("acme/two"),
            Layers = Layers(person: "acme/four", channel: "acme/five", workspace: "acme/six"),
            Known = Known,
            RecentHere = [Name("acme/x"), Name("acme/x"), Name("acme/x")],
        };
        var withoutName = all with { Asked = RunOptions.None };
        var withoutThread = withoutName with { Thread = null };
        var withoutWords = withoutThread with { Task = "fix it" };
        var withoutPerson = withoutWords with { Layers = Layers(channel: "acme/five", workspace: "acme/six") };
        var withoutChannel = withoutWords with { Layers = Layers(workspace: "acme/six") };
        var withoutDefaults = withoutWords with { Layers = Layers() };

        RepositoryEvidence[] steps = [all, withoutName, withoutThread, withoutWords, withoutPerson, withoutChannel, withoutDefaults, withoutDefaults with { RecentHere = [] }];

        Assert.That(steps.Select(Show), Is.EqualTo(new[]
        {
            "acme/one (you named it)",
            "acme/two (this thread's earlier run)",
            "acme/widgets (named in the task)",
            "acme/four (your setting)",
            "acme/five (channel default)",
            "acme/six (workspace default)",
            "acme/x (your last three runs here)",
            "Nothing says which repository this is about.",
        }));
    }

    [TestCase("fix the login in widgets", "acme/widgets")]
    [TestCase("Widgets: fix the login", "acme/widgets")]
    [TestCase("fix widgets.", "acme/widgets")]
    [TestCase("(widgets) is broken", "acme/widgets")]
    [TestCase("`widgets` is broken", "acme/widgets")]
    [TestCase("fix widgets#12", "acme/widgets")]
    [TestCase("fix acme/widgets#12", "acme/widgets")]
    [TestCase("fix ACME/Widgets, please", "acme/widgets")]
    [TestCase("see https://github.test/acme/widgets/issues/12", "acme/widgets")]
    [TestCase("see <https://github.test/acme/widgets/pull/3/files?w=1|this>", "acme/widgets")]
    [TestCase("see github.test/acme/widgets/blob/main/a.cs#L3", "acme/widgets")]
    [TestCase("clone https://github.test/acme/widgets.git", "acme/widgets")]
    [TestCase("the web.site is down", "acme/web.site")]
    [TestCase("mend the docs repo", "acme/docs")]
    [TestCase("in the repository docs", "acme/docs")]
    [TestCase("beta/gadgets is slow", "beta/gadgets")]
    public void A_repository_that_the_task_names_is_taken(string task, string repository) =>
        Assert.That(RepositoryChooser.Decide(Said(task)).Choice?.Repository, Is.EqualTo(Name(repository)));

    [TestCase("fix the docs")]
    [TestCase("x marks the spot")]
    [TestCase("fix widgetsapi and widgets-api and my_widgets")]
    [TestCase("fix src/widgets/a.cs and widgets.js and ./widgets/b")]
    [TestCase("see other/widgets and https://github.test/other/widgets")]
    [TestCase("see https://evil.test/acme/widgets/issues/1")]
    [TestCase("see https://evil.test/?u=https://github.test/acme/widgets")]
    [TestCase("mail me@widgets")]
    [TestCase("")]
    public void What_only_looks_like_a_name_is_not_taken(string task) =>
        Assert.That(RepositoryChooser.Decide(Said(task)).Choice, Is.Null);

    [TestCase("port it from widgets to acme/gadgets", "acme/widgets", "acme/gadgets")]
    [TestCase("gadgets is slow", "acme/gadgets", "beta/gadgets")]
    public void Two_names_are_asked_about(string task, string one, string other)
    {
        var decision = RepositoryChooser.Decide(Said(task) with { Layers = Layers(channel: "acme/widgets") });

        Assert.That(decision.Choice, Is.Null);
        Assert.That(decision.Candidates, Is.EqualTo(new[] { Name(one), Name(other) }));
    }

    [Test]
    public void A_routing_word_counts_as_a_name_and_only_for_what_the_app_may_see()
    {
        var shop = Rule("acme/widgets", "checkout page", "C#");
        var unseen = Rule("acme/unseen", "billing");

        Assert.Multiple(() =>
        {
            Assert.That(Show(Said("the Checkout Page is slow") with { Routing = [shop] }), Is.EqualTo("acme/widgets (routing word “checkout page”)"));
            Assert.That(Show(Said("rewrite it in C#") with { Routing = [shop] }), Does.StartWith("acme/widgets"));
            Assert.That(RepositoryChooser.Decide(Said("pre-checkout page") with { Routing = [shop] }).Choice, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("fix billing") with { Routing = [unseen] }).Choice, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("checkout page of acme/gadgets") with { Routing = [shop] }).Candidates, Is.EqualTo(new[] { Name("acme/gadgets"), Name("acme/widgets") }));
        });
    }

    [TestCase("widgets", "acme/widgets")]
    [TestCase("WIDGETS", "acme/widgets")]
    public void A_short_name_is_taken_when_one_repository_has_it(string word, string repository) =>
        Assert.That(RepositoryChooser.Decide(Asked(word)).Choice?.Repository, Is.EqualTo(Name(repository)));

    [TestCase("wigdets", "acme/widgets")]
    [TestCase("gadgets", "acme/gadgets,beta/gadgets")]
    [TestCase("gadgetz", "acme/gadgets,beta/gadgets")]
    [TestCase("nothing-like-it", "")]
    public void Another_short_name_is_asked_about(string word, string candidates)
    {
        var decision = RepositoryChooser.Decide(Asked(word) with { Layers = Layers(channel: "acme/widgets") });

        Assert.That(decision.Choice, Is.Null);
        Assert.That(string.Join(',', decision.Candidates), Is.EqualTo(candidates));
    }

    [Test]
    public void Use_counts_when_the_last_three_agree()
    {
        var (widgets, gadgets) = (Name("acme/widgets"), Name("acme/gadgets"));

        Assert.Multiple(() =>
        {
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { RecentHere = [widgets, widgets] }).Choice, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { RecentHere = [widgets, widgets, gadgets, widgets] }).Choice, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { RecentHere = [widgets, widgets, widgets, gadgets] }).Choice?.Repository, Is.EqualTo(widgets));
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { RecentHere = [Name("acme/gone"), Name("acme/gone"), Name("acme/gone")] }).Choice, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { RecentHere = [gadgets], Recent = [widgets, gadgets, Name("acme/gone")] }).Candidates, Is.EqualTo(new[] { gadgets, widgets }));
        });
    }

    [Test]
    public void The_base_of_a_default_goes_with_its_repository()
    {
        var layers = new DefaultLayers(new RunDefaults(), new RunDefaults(), new RunDefaults { Repository = "acme/widgets", Base = "develop" }, new RunDefaults());

        Assert.Multiple(() =>
        {
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { Layers = layers }).Choice?.Base, Is.EqualTo("develop"));
            Assert.That(RepositoryChooser.Decide(Said("fix it in widgets") with { Layers = layers }).Choice?.Base, Is.EqualTo("develop"));
            Assert.That(RepositoryChooser.Decide(Said("fix it in beta/gadgets") with { Layers = layers }).Choice?.Base, Is.Null);
            Assert.That(RepositoryChooser.Decide(Said("fix it") with { Layers = layers, Asked = new RunOptions { Base = "main" } }).Choice?.Base, Is.EqualTo("main"));
        });
    }

    [FsCheck.NUnit.Property(MaxTest = 1000)]
    public Property No_text_leads_to_a_repository_that_the_app_may_not_see() => Prop.ForAll(Texts(), text =>
    {
        var evidence = Said(text) with { Routing = [Rule("acme/unseen", "billing"), Rule("acme/widgets", "shop")], RecentHere = [Name("acme/gone"), Name("acme/gone"), Name("acme/gone")] };
        var decision = RepositoryChooser.Decide(evidence);
        var again = RepositoryChooser.Decide(evidence);

        Assert.That(decision.Candidates.Concat(decision.Choice is { } choice ? [choice.Repository] : []), Is.SubsetOf(Known.All));
        Assert.That(decision.Candidates, Has.Count.LessThanOrEqualTo(RepositoryChooser.MaxCandidates));
        Assert.That((again.Choice, again.Sentence, string.Join(',', again.Candidates)), Is.EqualTo((decision.Choice, decision.Sentence, string.Join(',', decision.Candidates))));
        Assert.That(decision.Choice is null, Is.EqualTo(decision.Sentence.Length > 0));
    });

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property What_is_named_as_an_option_wins_whatever_the_text_says() => Prop.ForAll(Texts(), text =>
        Assert.That(RepositoryChooser.Decide(Said(text) with { Asked = new RunOptions { Repository = Name("acme/one") } }).Choice?.Repository, Is.EqualTo(Name("acme/one"))));

    private static Arbitrary<string> Texts() => Gen.ArrayOf(Gen.Elements(
        "fix", "widgets", "acme/gadgets", "beta/", "/widgets", "other/thing", "https://github.test/acme/x/issues/1", "https://github.test/o/p", "https://", "github.test/", "docs", "repo", "billing", "shop",
        "#", "@", "://", ".", "..", "/", "\n", "`", "\u200B", "🐛", "acme/..", "acme/widgets/../x", "\ud800")).Select(words => string.Join(' ', words)).ToArbitrary();

    private static RepositoryEvidence Said(string task) => new() { Asked = RunOptions.None, Task = task, Layers = Layers(), Known = Known };

    private static RepositoryEvidence Asked(string word) => Said("fix it") with { Asked = new RunOptions { RepositoryWord = word } };

    private static string Show(RepositoryEvidence evidence) => RepositoryChooser.Decide(evidence) is { Choice: { } choice } ? $"{choice.Repository} ({choice.How})" : RepositoryChooser.Decide(evidence).Sentence;

    private static RepositoryName Name(string name) => RepositoryName.Parse(name);

    private static KnownRepositories KnownOf(IEnumerable<string> names) => new(new RepositoryListing([.. names.Select(name => new RepositoryInfo(Name(name), "main", IsPrivate: true))], null), "github.test");

    private static RoutingRule Rule(string repository, params string[] words)
    {
        var rule = new RoutingRule { Repository = repository };
        foreach (var word in words)
        {
            rule.Words.Add(word);
        }

        return rule;
    }

    private static DefaultLayers Layers(string? person = null, string? channel = null, string? workspace = null) =>
        new(new RunDefaults(), new RunDefaults { Repository = person }, new RunDefaults { Repository = channel }, new RunDefaults { Repository = workspace });
}
