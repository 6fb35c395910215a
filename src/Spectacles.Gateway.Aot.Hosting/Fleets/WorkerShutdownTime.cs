using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Spectacles.Gateway.Hosting;

/// <summary>Extends the shutdown time-out of the host, if the worker could not stop within it.</summary>
internal sealed class WorkerShutdownTime(IOptions<FleetWorkerHostOptions> worker) : IPostConfigureOptions<HostOptions>
{
    /// <summary>The time for the answers to the broker, 19 s at most, and for the end of its connection.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(25);

    public void PostConfigure(string? name, HostOptions options)
    {
        try
        {
            var needed = worker.Value.StopTimeout + Rest;
            options.ShutdownTimeout = options.ShutdownTimeout < needed ? needed : options.ShutdownTimeout;
        }
        catch (OptionsValidationException)
        {
            // The worker reports it when it starts.
        }
    }
}
