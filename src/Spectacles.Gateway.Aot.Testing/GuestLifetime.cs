using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Testing;

/// <summary>The server is a guest in its process: Ctrl+C and SIGTERM belong to the host's own code, from which the default lifetime would take them.</summary>
internal sealed class GuestLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
