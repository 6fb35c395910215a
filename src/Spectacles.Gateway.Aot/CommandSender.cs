using System.Buffers;
using System.Text.Json;
using Spectacles.Gateway.Pacing;
using Spectacles.Gateway.Protocol;
using Spectacles.Gateway.Transport;

namespace Spectacles.Gateway;

/// <summary>The way out of one connection: one message at a time, within Discord's limits of size and rate.</summary>
internal sealed class CommandSender(IGatewayConnection connection, TimeProvider time) : IDisposable
{
    /// <summary>https://discord.com/developers/docs/events/gateway#sending-events</summary>
    public const int LargestCommand = 4096;

    private readonly CommandLimiter limiter = new(time);
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>Sends a command of the user's, when the rate allows it.</summary>
    /// <exception cref="ArgumentException">It is larger than Discord takes.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        await limiter.WaitAsync(cancellationToken).ConfigureAwait(false);
        await WriteAsync(command, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a message of the shard's own, from the room that is kept for it.</summary>
    public async ValueTask SendOwnAsync(GatewayCommand command)
    {
        limiter.Count();
        await WriteAsync(Serialize(command), CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask CloseAsync(int code, string reason, CancellationToken abort)
    {
        await writing.WaitAsync(abort).ConfigureAwait(false);
        try
        {
            await connection.CloseAsync(code, reason, abort).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <exception cref="ArgumentException">It is larger than Discord takes.</exception>
    public static ReadOnlyMemory<byte> Serialize(GatewayCommand command)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            command.Write(writer);
        }

        return Checked(buffer.WrittenMemory);
    }

    /// <exception cref="ArgumentException">It is larger than Discord takes.</exception>
    public static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> command) => command.Length <= LargestCommand
        ? command
        : throw new ArgumentException($"The command has {command.Length} bytes; Discord takes {LargestCommand} at most and closes the connection above (4002). Send less at once.", nameof(command));

    public void Dispose() => writing.Dispose();

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // A send that is cancelled half-way breaks the connection: once begun, only the connection's end ends it.
            await connection.SendAsync(message, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }
}
