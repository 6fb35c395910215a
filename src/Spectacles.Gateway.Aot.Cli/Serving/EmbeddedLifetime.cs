using Microsoft.Extensions.Hosting;

namespace Spectacles.Gateway.Cli.Serving;

/// <summary>A host lifetime that handles no signals: the command line does.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
