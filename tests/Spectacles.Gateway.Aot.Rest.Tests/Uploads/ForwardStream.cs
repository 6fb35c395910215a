namespace Spectacles.Gateway.Rest.Tests;

/// <summary>A stream that cannot seek, as one from a network; it can end with an error.</summary>
internal sealed class ForwardStream(byte[] content) : MemoryStream(content)
{
    public Exception? Error { get; init; }

    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Error is not null ? ValueTask.FromException<int>(Error) : base.ReadAsync(buffer, cancellationToken);
}
