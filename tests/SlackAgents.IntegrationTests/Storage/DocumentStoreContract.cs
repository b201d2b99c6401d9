using System.Globalization;
using SlackAgents.Core.Documents;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class DocumentStoreContract : StoreContract
{
    private IDocumentStore Documents => Database.Documents;

    [Test]
    public async Task A_document_is_read_as_it_was_put()
    {
        await PutAsync("settings", "T1/U1", """{"word":"ü 🚀 ' --"}""");

        Assert.That(await Documents.GetAsync("settings", "T1/U1", Token), Is.EqualTo("""{"word":"ü 🚀 ' --"}"""));
        Assert.That(await Documents.GetAsync("drafts", "T1/U1", Token), Is.Null, "collections are apart");
    }

    [Test]
    public async Task A_change_sees_what_is_there_and_says_what_was_and_what_is()
    {
        var first = await Documents.ChangeAsync("c", "k", _ => "1", null, Token);
        var second = await Documents.ChangeAsync("c", "k", before => before + "2", null, Token);
        var third = await Documents.ChangeAsync("c", "k", _ => null, null, Token);

        Assert.That(first, Is.EqualTo(new DocumentChange(null, "1")));
        Assert.That(second, Is.EqualTo(new DocumentChange("1", "12")));
        Assert.That(third, Is.EqualTo(new DocumentChange("12", null)));
        Assert.That(await Documents.GetAsync("c", "k", Token), Is.Null);
    }

    [Test]
    public async Task Of_a_hundred_changes_at_once_none_is_lost()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Documents.ChangeAsync("c", "k", Raise, null, Token)));

        Assert.That(await Documents.GetAsync("c", "k", Token), Is.EqualTo("100"));

        static string Raise(string? before) => (int.Parse(before ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
    }

    [Test]
    public async Task An_expired_document_is_as_good_as_none()
    {
        var soon = Time.GetUtcNow() + TimeSpan.FromHours(1);
        await Documents.ChangeAsync("c", "k", _ => "1", soon, Token);

        Time.Advance(TimeSpan.FromHours(1));

        Assert.That(await Documents.GetAsync("c", "k", Token), Is.Null);
        Assert.That(await Documents.ListAsync("c", string.Empty, 10, Token), Is.Empty);
        Assert.That(await Documents.ChangeAsync("c", "k", before => before, null, Token), Is.EqualTo(new DocumentChange(null, null)));
    }

    [Test]
    public async Task Pruning_forgets_what_is_expired_and_nothing_else()
    {
        await Documents.ChangeAsync("c", "old", _ => "1", Time.GetUtcNow() + TimeSpan.FromHours(1), Token);
        await Documents.ChangeAsync("c", "young", _ => "1", Time.GetUtcNow() + TimeSpan.FromHours(3), Token);
        await PutAsync("c", "kept", "1");
        Time.Advance(TimeSpan.FromHours(2));

        await Documents.PruneAsync(Token);

        Assert.That((await Documents.ListAsync("c", string.Empty, 10, Token)).Select(one => one.Key), Is.EqualTo(new[] { "kept", "young" }));
    }

    [Test]
    public async Task A_list_has_what_begins_with_the_prefix_by_key_and_up_to_the_limit()
    {
        foreach (var key in new[] { "T1/U2", "T1/U1", "T10/U1", "t1/U3", "T1/%" })
        {
            await PutAsync("c", key, "1");
        }

        Assert.That((await Documents.ListAsync("c", "T1/", 10, Token)).Select(one => one.Key), Is.EqualTo(new[] { "T1/%", "T1/U1", "T1/U2" }));
        Assert.That((await Documents.ListAsync("c", "T1/", 2, Token)).Select(one => one.Key), Is.EqualTo(new[] { "T1/%", "T1/U1" }));
    }

    private Task<DocumentChange> PutAsync(string collection, string key, string json) => Documents.ChangeAsync(collection, key, _ => json, null, Token);
}
