using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.Repositories;

internal sealed class PushRejectionTests
{
    [TestCase("! [remote rejected] x -> x (refusing to allow a GitHub App to create or update workflow `.github/workflows/x.yml` without `workflows` permission)", "Grant it the permission 'Workflows'")]
    [TestCase("remote: error: GH006: Protected branch update failed\n ! [remote rejected] x -> x (protected branch hook declined)", "protected")]
    [TestCase("remote: error: GH013: Repository rule violations found for refs/heads/agent/x.\nremote: - Push cannot contain secrets", "found a secret")]
    [TestCase("remote: error: GH013: Repository rule violations found for refs/heads/agent/x.", "A rule of the repository")]
    [TestCase("remote: error: GH001: Large files detected.", "larger than GitHub accepts")]
    [TestCase(" ! [rejected]        x -> x (non-fast-forward)", "Somebody else pushed")]
    [TestCase(" ! [rejected]        x -> x (fetch first)", "Somebody else pushed")]
    [TestCase(" ! [remote rejected] x -> x (something new)", "The host refused the push: something new.")]
    public void Each_refusal_has_its_sentence(string errors, string part) => Assert.That(PushRejection.Describe(errors), Does.Contain(part));

    [Test]
    public void An_outage_is_no_refusal() => Assert.That(PushRejection.Describe("fatal: unable to access: Could not resolve host"), Is.Null);

    [TestCase("fatal: repository 'http://h/acme/packfile-is-corrupt.git/' not found", RepositoryFailure.NotInstalled)]
    [TestCase("fatal: unable to access 'https://h/acme/ssl_.git/': The requested URL returned error: 403", RepositoryFailure.NotAllowed)]
    [TestCase("fatal: unable to access 'https://h/x.git/': Could not resolve host: h", RepositoryFailure.Unavailable)]
    [TestCase("error: RPC failed; curl 18 transfer closed", RepositoryFailure.Unavailable)]
    [TestCase("fatal: could not read Username for 'https://h': terminal prompts disabled", RepositoryFailure.NotAllowed)]
    [TestCase("fatal: something that nobody foresaw", RepositoryFailure.GitFailed)]
    public void Gits_own_words_are_told_apart_whatever_the_repository_is_called(string errors, RepositoryFailure failure)
    {
        var exception = new GitException("fetch", 128, errors);

        Assert.That(GitFailureTriage.ToRepositoryException(exception, RepositoryName.Parse("acme/x")).Failure, Is.EqualTo(failure));
        Assert.That(GitFailureTriage.IsDamage(exception), Is.False);
    }
}
