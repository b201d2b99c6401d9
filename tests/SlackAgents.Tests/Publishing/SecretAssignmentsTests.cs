using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Publishing;

/// <summary>Secrets that are told by what stands before them; only logs and traces lose those.</summary>
internal sealed class SecretAssignmentsTests
{
    private const string Random = "q7" + "Xv2LmZ9pTr4KcW8s";
    private const string Password = "hunter" + "2x9";

    private static readonly string[] Lines =
    [
        $"Authorization: Bearer {Random}",
        $"authorization: Basic {Random}==",
        $"curl -H 'Authorization: token {Random}' URL",
        $"{{\"Authorization\":\"Bearer {Random}\"}}",
        $"{{\\\"authorization\\\": \\\"Bearer {Random}\\\"}}",
        $"Proxy-Authorization: Basic {Random}",
        $"X-Api-Key: {Random}",
        $"PRIVATE-TOKEN: {Random}",
        $"export API_TOKEN={Random}",
        $"client_secret=\"{Random}\"",
        $"{{\"access_token\": \"{Random}\"}}",
        $"{{\\\"refresh_token\\\":\\\"{Random}\\\"}}",
        $"aws_secret_access_key = {Random}{Random}",
        $"AccountName=a;AccountKey={Random}{Random}==;EndpointSuffix=b",
        $"deploy --token {Random} --yes",
        $"apiKey: '{Random}'",
        $"Server=db;User Id=app;Password={Password};",
        $"PGPASSWORD={Password} psql",
        $"password: {Password}",
        $"mysql --password {Password}",
    ];

    [TestCaseSource(nameof(Lines))]
    public void The_value_is_taken_out_and_what_names_it_stays(string line)
    {
        var clean = SecretShapes.Redact(line);

        Assert.That(clean, Does.Not.Contain(Random).And.Not.Contain(Password).And.Contain(SecretShapes.Replacement));
        Assert.That(clean, Does.StartWith(line[..5]));
    }

    [TestCaseSource(nameof(Lines))]
    public void A_pushed_line_is_not_refused_for_it(string line) => Assert.That(SecretShapes.Find(line), Is.Empty);

    [TestCase("commit 3f786850e387550fdab836ed7e6dc881de23001b")]
    [TestCase("index 83db48f1a2b3c4d5e6f7a8b9..bf3d2a1c4d5e6f7a8b9c0d1e 100644")]
    [TestCase("\"integrity\": \"sha512-aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3==\"")]
    [TestCase("checksum = \"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\"")]
    [TestCase("github.com/acme/x v1.2.3 h1:aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA1bC3dE5gH7j=")]
    [TestCase("\"session_id\":\"2f1c7d0e-5b1a-4a3c-9a40-7f5f1d1f9a11\"")]
    [TestCase("Idempotency-Key: 2f1c7d0e-5b1a-4a3c-9a40-7f5f1d1f9a11")]
    [TestCase("\"usage\":{\"input_tokens\":1234567890123456789,\"output_tokens\":12}")]
    [TestCase("const token = getTokenFromHeaders2024(request);")]
    [TestCase("token = process.env.GITHUB_TOKEN")]
    [TestCase("Authorization: Bearer ${TOKEN}")]
    [TestCase("Authorization: Bearer <token>")]
    [TestCase("Authorization: string")]
    [TestCase("password = \"changeme\"")]
    [TestCase("password: ${{ secrets.DB_PASSWORD_2 }}")]
    [TestCase("PASSWORD=$DB_PASSWORD_1")]
    [TestCase("PWD=/home/agent/workspace1/widgets2")]
    [TestCase("public string Password { get; set; }")]
    [TestCase("secretName: my-app-secret-name")]
    [TestCase("the tokenizer has 32000 entries")]
    [TestCase("max_tokens: 16384")]
    [TestCase("bearer of bad news")]
    public void What_is_no_secret_stays(string line) => Assert.That(SecretShapes.Redact(line), Is.EqualTo(line));

    [TestCase("token="), TestCase("password:"), TestCase("authorization: bearer "), TestCase("--token "), TestCase("secretsecret"), TestCase("key=\"")]
    public void Hostile_texts_are_read_in_linear_time(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, 500_000 / part.Length)) + "a1b2c3d4e5f6a7b8";

        Assert.That(SecretShapes.Redact(text), Has.Length.LessThanOrEqualTo(text.Length + 500_000));
    }
}
