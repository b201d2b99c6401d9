using Microsoft.Extensions.Options;

namespace SlackAgents.Host.Configuration;

/// <summary>How the host's own sections are bound: by their <c>Section</c>, validated at the start.</summary>
internal static class OptionsRegistration
{
    public static OptionsBuilder<T> AddSection<T>(this IServiceCollection services, IConfiguration section)
        where T : class =>
        services.AddOptions<T>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
}
