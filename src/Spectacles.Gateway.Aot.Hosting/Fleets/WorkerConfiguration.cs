using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Spectacles.Gateway.Generators;

namespace Spectacles.Gateway.Hosting;

/// <summary>Binds the configuration section of a worker to its options.</summary>
/// <param name="configuration">The configuration; null if the services have none.</param>
internal sealed class WorkerConfiguration(IConfiguration? configuration) : IConfigureOptions<FleetWorkerHostOptions>
{
    public const string Section = "Fleet";

    private static readonly string[] Keys =
    [
        nameof(FleetWorkerHostOptions.Group), nameof(FleetWorkerHostOptions.Events), nameof(FleetWorkerHostOptions.MaxInFlight),
        nameof(FleetWorkerHostOptions.MaxAttempts), nameof(FleetWorkerHostOptions.RetryDelay),
        nameof(FleetWorkerHostOptions.HandlerTimeout), nameof(FleetWorkerHostOptions.StopTimeout),
    ];

    /// <exception cref="OptionsValidationException">A key is unknown, or its value has another type.</exception>
    public void Configure(FleetWorkerHostOptions options)
    {
        if (configuration?.GetSection(Section) is not { } section)
        {
            return;
        }

        if (section.GetChildren().FirstOrDefault(child => !Keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
        {
            throw Invalid($"{unknown.Path} is not an option of a worker."
                + (NearestName.Find(unknown.Key, Keys) is { } nearest
                    ? $" Did you mean {Section}:{nearest}?"
                    : $" The options are: {string.Join(", ", Keys)}."));
        }

        try
        {
            section.Bind(options);
        }
        catch (InvalidOperationException e)
        {
            // The message names the key, the value and the type.
            throw Invalid(e.Message);
        }
    }

    /// <summary>The error for an option that a worker refuses.</summary>
    public static OptionsValidationException Invalid(ArgumentException e) =>
        Invalid($"{Section}{(e.ParamName is { } name ? $":{name}" : "")}: {e.Message}");

    private static OptionsValidationException Invalid(string message) =>
        new(Options.DefaultName, typeof(FleetWorkerHostOptions), [message]);
}
