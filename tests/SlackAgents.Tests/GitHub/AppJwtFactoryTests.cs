using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SlackAgents.Core.Repositories;
using SlackAgents.GitHub.Authentication;

namespace SlackAgents.Tests.GitHub;

internal sealed class AppJwtFactoryTests
{
    [Test]
    public async Task A_token_is_signed_by_the_key_and_names_the_app_and_its_time()
    {
        await using var bench = new GitHubBench();

        var parts = bench.Get<AppJwtFactory>().Create().Split('.');

        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var now = bench.Time.GetUtcNow().ToUnixTimeSeconds();
        Assert.Multiple(() =>
        {
            Assert.That(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[0])), Is.EqualTo("""{"alg":"RS256","typ":"JWT"}"""));
            Assert.That(claims.GetProperty("iss").GetString(), Is.EqualTo("12345"));
            Assert.That(claims.GetProperty("iat").GetInt64(), Is.EqualTo(now - 60));
            Assert.That(claims.GetProperty("exp").GetInt64(), Is.EqualTo(now + 540));
            Assert.That(
                GitHubBench.PublicKey.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
                Is.True);
        });
    }

    [Test]
    public async Task A_wrong_clock_is_repaired_with_the_time_that_github_sends()
    {
        await using var bench = new GitHubBench().Minting();
        var ahead = bench.Time.GetUtcNow().AddMinutes(20);
        bench.GitHub.On("GET /repos/acme/gadgets/installation", 401, """{"message":"'Expiration time' claim ('exp') is too far in the future"}""", ("Date", ahead.ToString("R")));
        bench.GitHub.On("GET /repos/acme/gadgets/installation", 200, """{"id":77}""");

        await using var token = await bench.Repositories.MintTokenAsync(Core.Ids.RepositoryName.Parse("acme/gadgets"), TokenPurpose.Fetch, CancellationToken.None);

        var times = bench.GitHub.CallsOf("GET /repos/acme/gadgets/installation")
            .Select(call => JsonDocument.Parse(Base64Url.DecodeFromChars(call.Authorization["Bearer ".Length..].Split('.')[1])).RootElement.GetProperty("iat").GetInt64())
            .ToArray();
        Assert.That(times[1] - times[0], Is.EqualTo(20 * 60));
    }
}
