using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Images;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Chooses the image of a run's sandbox by the agent CLI that it needs: the one set for it, the configured one if it holds
/// it, else the variant of the same repository, which is made on its first use where that can be done.
/// </summary>
internal sealed class SandboxImages(DockerClient client, IOptions<SandboxOptions> options, ISandboxImageMaker maker, TimeProvider time)
{
    /// <summary>An image that is replaced or removed is noticed after this.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (ImageInspectResponse Image, DateTimeOffset At)> _seen = new(StringComparer.Ordinal);

    /// <summary>Variants that were found to be up to date since this process began.</summary>
    private readonly ConcurrentDictionary<string, bool> _current = new(StringComparer.Ordinal);

    /// <summary>Where an image with this harness is or would be, made or not.</summary>
    /// <exception cref="DockerImageNotFoundException">The configured image is not there, so what it holds is not known.</exception>
    public async Task<string> NameAsync(string? harness, CancellationToken cancellationToken)
    {
        var configured = options.Value;
        if (harness is null)
        {
            return configured.Image;
        }

        if (configured.Images.TryGetValue(harness, out var named) && !string.IsNullOrWhiteSpace(named))
        {
            return named;
        }

        var image = await FindAsync(configured.Image, cancellationToken) ?? throw new DockerImageNotFoundException(configured.Image);
        return ImageHarnesses.Holds(image.Config?.Labels, harness) is false ? VariantOf(configured.Image, harness) : configured.Image;
    }

    /// <summary>The image to make a sandbox of; it is there.</summary>
    /// <exception cref="SandboxException">It is not, and could not be made.</exception>
    public async Task<string> ChooseAsync(string? harness, CancellationToken cancellationToken)
    {
        var name = await NameAsync(harness, cancellationToken);
        if (harness is null || name == options.Value.Image)
        {
            return name;
        }

        var found = await FindAsync(name, cancellationToken);
        var isVariant = !options.Value.Images.ContainsKey(harness);
        if (isVariant && (found is null || !_current.ContainsKey(name)))
        {
            var failure = await maker.EnsureAsync(name, harness, cancellationToken);
            _seen.TryRemove(name, out _);
            found = await FindAsync(name, cancellationToken) ?? throw Missing(name, harness, failure);
            _current[name] = true;
        }

        return found is null ? throw Missing(name, harness, $"Build it, or correct Sandbox:Images:{harness}.")
            : isVariant && ImageHarnesses.Holds(found.Config?.Labels, harness) is false ? throw Missing(name, harness, $"It holds other ones. Run scripts/sandbox-image --harness {harness} --tag {name}.")
            : name;
    }

    /// <summary>What the engine says about an image, at most half a minute old; null when it does not have it.</summary>
    public async Task<ImageInspectResponse?> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (_seen.TryGetValue(name, out var seen) && time.GetUtcNow() - seen.At < Fresh)
        {
            return seen.Image;
        }

        try
        {
            var image = await client.Images.InspectImageAsync(name, cancellationToken);
            _seen[name] = (image, time.GetUtcNow());
            return image;
        }
        catch (DockerImageNotFoundException)
        {
            // Not remembered: it may be made in the next moment.
            _seen.TryRemove(name, out _);
            return null;
        }
    }

    /// <summary>The same repository with another tag; a registry's port is no tag.</summary>
    private static string VariantOf(string image, string harness)
    {
        var name = image[(image.LastIndexOf('/') + 1)..];
        var end = name.IndexOfAny([':', '@']);
        return $"{(end < 0 ? image : image[..^(name.Length - end)])}:{harness}";
    }

    private static SandboxException Missing(string image, string harness, string? why) => new(
        SandboxFailure.HarnessMissing,
        $"The agent CLI '{harness}' is not in the sandbox image, and there is no usable image '{image}'. {why ?? "It was removed while it was made; retry."}");
}
