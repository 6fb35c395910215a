using System.IO.Pipelines;

namespace Spectacles.Gateway.Testing;

/// <summary>A duplex pipe whose directions share one gate.</summary>
internal sealed class GatedPipe(IDuplexPipe inner, LinkGate gate) : IDuplexPipe
{
    public PipeReader Input { get; } = new GatedReader(inner.Input, gate);

    public GatedWriter Output { get; } = new(inner.Output, gate);

    PipeWriter IDuplexPipe.Output => Output;
}
