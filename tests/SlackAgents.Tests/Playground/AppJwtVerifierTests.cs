using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Playground.GitHub;
using SlackAgents.Playground.GitHub.Apps;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class AppJwtVerifierTests
{
    private readonly SteppedTime _time = new();
    private readonly GitHubSettings _settings = new();
    private readonly RSA _key = RSA.Create(2048);

    [OneTimeTearDown]
    public void DisposeKey() => _key.Dispose();

    [TestCase(-60, 540, null)]
    [TestCase(-60, 700, "'Expiration time' claim ('exp') is too far in the future")]
    [TestCase(-700, -100, "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires")]
    [TestCase(120, 540, "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")]
    public void The_times_of_a_token_are_checked(int issued, int expires, string? problem)
    {
        var verifier = new AppJwtVerifier(_settings, _key, _time);

        Assert.That(verifier.Problem(Sign(_key, $"{_settings.AppId}", issued, expires)), Is.EqualTo(problem));
    }

    [Test]
    public void The_client_id_is_as_good_an_issuer_as_the_app_id_and_another_app_is_not()
    {
        var verifier = new AppJwtVerifier(_settings, _key, _time);

        Assert.Multiple(() =>
        {
            Assert.That(verifier.Problem(Sign(_key, _settings.ClientId, -60, 540)), Is.Null);
            Assert.That(verifier.Problem(Sign(_key, "999", -60, 540)), Is.EqualTo("Integration not found"));
        });
    }

    [Test]
    public void Another_key_and_another_algorithm_are_refused()
    {
        using var other = RSA.Create(2048);
        var verifier = new AppJwtVerifier(_settings, _key, _time);

        Assert.Multiple(() =>
        {
            Assert.That(verifier.Problem(Sign(other, $"{_settings.AppId}", -60, 540)), Is.EqualTo("A JSON web token could not be decoded"));
            Assert.That(verifier.Problem(Sign(_key, $"{_settings.AppId}", -60, 540, "none")), Is.EqualTo("A JSON web token could not be decoded"));
            Assert.That(verifier.Problem("a.b"), Is.EqualTo("A JSON web token could not be decoded"));
        });
    }

    private string Sign(RSA key, string issuer, int issued, int expires, string algorithm = "RS256")
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var head = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""));
        var claims = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"iat":{{now + issued}},"exp":{{now + expires}},"iss":"{{issuer}}"}"""));
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{claims}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{head}.{claims}.{Base64Url.EncodeToString(signature)}";
    }
}
