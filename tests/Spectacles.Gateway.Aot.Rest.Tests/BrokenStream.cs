namespace Spectacles.Gateway.Rest.Tests;

/// <summary>The body of an answer whose connection breaks.</summary>
internal sealed class BrokenStream : MemoryStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        ValueTask.FromException<int>(new IOException("The connection was reset."));
}
