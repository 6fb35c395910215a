using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;

namespace Spectacles.Gateway.Tests;

/// <summary>One connection of a client to a <see cref="RawGateway"/>. Only what a test asks for is read and written.</summary>
internal sealed partial class RawPeer(TcpClient client, Stream stream) : IDisposable
{
    private const int Text = 1;
    private const int Final = 0x80;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task EncryptAsync(X509Certificate2 certificate) =>
        ((SslStream)stream).AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, Cancel)
            .WaitAsync(LiveGateway.Patience, Cancel);

    /// <summary>Reads a request up to the end of its head, and not one byte more.</summary>
    public async Task<string> ReadHeadAsync()
    {
        var head = new StringBuilder();
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            head.Append((char)(await ReadAsync(1))[0]);
        }

        return head.ToString();
    }

    /// <summary>Returns the accepting answer to a request. https://www.rfc-editor.org/rfc/rfc6455#section-4.2.2</summary>
    public static string Accept(string head)
    {
        // CA5350: the protocol requires SHA-1.
#pragma warning disable CA5350
        string accept = Convert.ToBase64String(
            SHA1.HashData(Encoding.ASCII.GetBytes(Key().Match(head).Groups[1].Value + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        return $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n";
    }

    public async Task UpgradeAsync() => await SendAsync(Encoding.Latin1.GetBytes(Accept(await ReadHeadAsync())));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) =>
        await stream.WriteAsync(bytes, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);

    public Task SendTextAsync(string text) => SendAsync(Frame(Text, Encoding.UTF8.GetBytes(text)));

    /// <summary>An unmasked frame, as a server sends it. https://www.rfc-editor.org/rfc/rfc6455#section-5.2</summary>
    public static byte[] Frame(int opcode, ReadOnlySpan<byte> payload) => payload.Length < 126
        ? [(byte)(Final | opcode), (byte)payload.Length, .. payload]
        : [(byte)(Final | opcode), 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. payload];

    /// <summary>Receives a frame of the client.</summary>
    public async Task<(int Opcode, byte[] Payload)> ReceiveAsync()
    {
        byte[] start = await ReadAsync(2);
        int length = (start[1] & 0x7F) is var small and < 126 ? small : BinaryPrimitives.ReadUInt16BigEndian(await ReadAsync(2));
        byte[] mask = await ReadAsync(4);
        byte[] payload = await ReadAsync(length);
        for (int i = 0; i < length; i++)
        {
            payload[i] ^= mask[i & 3];
        }

        return (start[0] & 0xF, payload);
    }

    /// <summary>Receives the next text message.</summary>
    public async Task<string> ReceiveTextAsync()
    {
        while (true)
        {
            var (opcode, payload) = await ReceiveAsync();
            if (opcode == Text)
            {
                return Encoding.UTF8.GetString(payload);
            }
        }
    }

    /// <summary>Receives the next byte, below TLS.</summary>
    public async Task<byte> ReceiveByteAsync()
    {
        byte[] one = new byte[1];
        await client.GetStream().ReadExactlyAsync(one, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);
        return one[0];
    }

    /// <summary>Reads until the client has ended or reset the connection.</summary>
    public async Task EndedAsync()
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset.
        }
    }

    /// <summary>Sends bytes below TLS.</summary>
    public async Task SendBelowTlsAsync(ReadOnlyMemory<byte> bytes) =>
        await client.GetStream().WriteAsync(bytes, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);

    /// <summary>Resets the connection.</summary>
    public void Reset()
    {
        client.Client.LingerState = new LingerOption(true, 0);
        client.Client.Close();
    }

    /// <summary>Ends the sending half of the connection.</summary>
    public void Shutdown() => client.Client.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        stream.Dispose();
        client.Dispose();
    }

    [GeneratedRegex("^Sec-WebSocket-Key: (.*?)\r$", RegexOptions.Multiline)]
    private static partial Regex Key();

    private async Task<byte[]> ReadAsync(int count)
    {
        byte[] bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, Cancel).AsTask().WaitAsync(LiveGateway.Patience, Cancel);
        return bytes;
    }
}
