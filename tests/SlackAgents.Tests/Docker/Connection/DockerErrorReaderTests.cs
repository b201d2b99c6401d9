using System.Net;
using System.Text;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Tests.Docker.Connection;

internal sealed class DockerErrorReaderTests
{
    [TestCase("""{"message":"No such container: abc"}""", typeof(DockerContainerNotFoundException))]
    [TestCase("""{"message":"No such image: slackagents/sandbox:latest"}""", typeof(DockerImageNotFoundException))]
    [TestCase("""{"message":"page not found"}""", typeof(DockerApiException))]
    public void A_404_says_what_is_missing(string body, Type expected)
    {
        Assert.That(Read(HttpStatusCode.NotFound, body), Is.TypeOf(expected));
    }

    [Test]
    public void A_conflict_about_a_container_is_not_taken_for_its_absence()
    {
        var exception = Read(HttpStatusCode.Conflict, """{"message":"No such container, said a conflict"}""");

        Assert.That(exception, Is.TypeOf<DockerApiException>());
        Assert.That(exception.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public void The_message_is_the_engines_own_sentence()
    {
        Assert.That(Read(HttpStatusCode.InternalServerError, """{"message":"no space left\n"}""").Message, Is.EqualTo("The Docker engine answered 500: no space left"));
    }

    [TestCase("<html>gateway</html>")]
    [TestCase("")]
    [TestCase("[1,2]")]
    [TestCase("""{"message":{"nested":1}}""")]
    public void What_is_not_the_engines_shape_is_kept_as_it_is(string body)
    {
        Assert.That(Read(HttpStatusCode.BadGateway, body).ResponseBody, Is.EqualTo(body));
    }

    [Test]
    public void A_long_answer_is_bounded()
    {
        Assert.That(Read(HttpStatusCode.BadGateway, new string('x', 5_000_000)).ResponseBody, Has.Length.EqualTo(2_001));
    }

    private static DockerApiException Read(HttpStatusCode status, string body) => DockerErrorReader.Read(status, Encoding.UTF8.GetBytes(body));
}
