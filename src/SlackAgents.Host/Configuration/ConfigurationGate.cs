using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SlackAgents.Host.Configuration;

/// <summary>
/// Looks at the options of every section before anything starts, and reports all errors of all of them at once, each
/// with its key and how to set it. (The framework's own start-up validation prints type names and a stack trace, and
/// gives up at the first value that cannot be converted.)
/// </summary>
internal static partial class ConfigurationGate
{
    private static readonly MethodInfo UnreadableMethod =
        typeof(ConfigurationGate).GetMethod(nameof(ErrorsOfUnreadable), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <exception cref="ConfigurationException">At least one value is missing or wrong.</exception>
    public static void Check(IServiceCollection services, IServiceProvider provider)
    {
        var errors = FindErrors(services, provider);
        if (errors.Count > 0)
        {
            throw new ConfigurationException(errors);
        }
    }

    public static IReadOnlyList<string> FindErrors(IServiceCollection services, IServiceProvider provider) =>
        [.. OptionTypes(services).SelectMany(type => ErrorsOf(type, provider)).Distinct(StringComparer.Ordinal)];

    /// <summary>Option types of this product, in the order in which they were registered.</summary>
    public static IReadOnlyList<Type> OptionTypes(IServiceCollection services) =>
        [.. services
            .Select(service => service.ServiceType)
            .Where(type => type.IsConstructedGenericType && type.GetGenericTypeDefinition() == typeof(IConfigureOptions<>))
            .Select(type => type.GetGenericArguments()[0])
            .Where(type => type.Assembly.GetName().Name!.StartsWith("SlackAgents.", StringComparison.Ordinal))
            .Distinct()];

    /// <summary>The section that an option type is bound to; empty for the top level.</summary>
    public static string SectionOf(Type type) =>
        type.GetField("Section")?.GetRawConstantValue() as string ?? string.Empty;

    private static IEnumerable<string> ErrorsOf(Type type, IServiceProvider provider)
    {
        try
        {
            _ = ((IOptions<object>)provider.GetRequiredService(typeof(IOptions<>).MakeGenericType(type))).Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return exception.Failures.Select(failure => Describe(SectionOf(type), failure));
        }
        catch (InvalidOperationException exception) when (ConversionFailure().IsMatch(exception.Message))
        {
            return (IEnumerable<string>)UnreadableMethod.MakeGenericMethod(type).Invoke(null, [provider])!;
        }
    }

    /// <summary>
    /// Binding stops at the first value that cannot be converted. So that value is reported and taken out, until the rest
    /// binds; then the rest is validated as well.
    /// </summary>
    private static List<string> ErrorsOfUnreadable<T>(IServiceProvider provider)
        where T : class, new()
    {
        var section = SectionOf(typeof(T));
        var configuration = provider.GetRequiredService<IConfiguration>();
        var values = new Dictionary<string, string?>(configuration.AsEnumerable(), StringComparer.OrdinalIgnoreCase);
        var errors = new List<string>();
        while (true)
        {
            var options = new T();
            var rest = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
            try
            {
                (section.Length == 0 ? (IConfiguration)rest : rest.GetSection(section)).Bind(options);
            }
            catch (InvalidOperationException exception) when (ConversionFailure().Match(exception.Message) is { Success: true } match && values.Remove(match.Groups["key"].Value))
            {
                errors.Add(WithHowTo(match.Groups["key"].Value, $"The value cannot be read as {Plain(match.Groups["type"].Value)}."));
                continue;
            }

            errors.AddRange(provider.GetServices<IValidateOptions<T>>()
                .SelectMany(validator => validator.Validate(Options.DefaultName, options).Failures ?? [])
                .Select(failure => Describe(section, failure)));
            return errors;
        }
    }

    /// <summary>Turns "DataAnnotation validation failed for 'X' members: 'Cpus' with the error: '…'." into a line that names the key.</summary>
    private static string Describe(string section, string failure)
    {
        var match = AnnotationFailure().Match(failure);
        if (!match.Success)
        {
            return failure;
        }

        var key = section.Length == 0 ? match.Groups["member"].Value : $"{section}:{match.Groups["member"].Value}";
        return WithHowTo(key, match.Groups["error"].Value.TrimEnd('.') + ".");
    }

    private static string WithHowTo(string key, string what) =>
        $"{key}: {what} Set it in appsettings.json or as the environment variable {key.Replace(":", "__", StringComparison.Ordinal)}.";

    private static string Plain(string type) => type switch
    {
        "System.Int32" or "System.Int64" => "a whole number",
        "System.Double" or "System.Decimal" => "a number",
        "System.Boolean" => "true or false",
        "System.TimeSpan" => "a time span such as 00:30:00 or 7.00:00:00",
        "System.Uri" => "an address",
        _ => $"one of the values of {type[(type.LastIndexOf('.') + 1)..]}",
    };

    [GeneratedRegex("^DataAnnotation validation failed for '[^']*' members: '(?<member>[^']*)' with the error: '(?<error>.*)'\\.$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex AnnotationFailure();

    [GeneratedRegex("configuration value(?: '[^']*')? at '(?<key>[^']*)' to type '(?<type>[^']*)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConversionFailure();
}
