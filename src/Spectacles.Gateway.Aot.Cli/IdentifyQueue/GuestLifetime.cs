using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Cli.IdentifyQueue;

/// <summary>Leaves the signals of the process to the command line.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
