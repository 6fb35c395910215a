using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Testing;

/// <summary>
/// A host lifetime that handles no signals. The default lifetime would take Ctrl+C and SIGTERM from the process that hosts the server.
/// </summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
