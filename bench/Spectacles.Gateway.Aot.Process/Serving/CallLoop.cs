using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Spectacles.Gateway.WholeProcess.Serving;

/// <summary>
/// Answers each request of a connection with the same bytes, on a separate thread: 200 and a message for a message, 204 for the answer to
/// an
/// interaction.
/// </summary>
/// <param name="socket">The connection.</param>
/// <param name="delays">Where answers to interactions are noted.</param>
internal sealed class CallLoop(Socket socket, Delays delays)
{
    private const string Limits =
        "Date: Sat, 28 Nov 2026 12:00:00 GMT\r\nX-RateLimit-Bucket: 80c17d2f203122d936070c88c8d10f33\r\nX-RateLimit-Limit: 1000000\r\n"
        + "X-RateLimit-Remaining: 999999\r\nX-RateLimit-Reset: 1795867200.123\r\nX-RateLimit-Reset-After: 1.000\r\n"
        + "Via: 1.1 google\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains; preload\r\nCF-RAY: 8f0123456789abcd-FRA\r\n"
        + "Server: cloudflare\r\n";

    private const string Message =
        """{"type":0,"content":"Playing **Never Gonna Give You Up** in General, requested by someone. 3 more are in the queue.","mentions":[],"mention_roles":[],"attachments":[],"embeds":[],"timestamp":"2026-11-28T12:00:00.123000+00:00","edited_timestamp":null,"flags":0,"components":[],"id":"1410000000000000001","channel_id":"820000000000000001","author":{"id":"830000000000000000","username":"music","avatar":"a_0123456789abcdef0123456789abcdef","discriminator":"0","public_flags":0,"flags":0,"bot":true,"banner":null,"accent_color":null,"global_name":null,"avatar_decoration_data":null,"collectibles":null,"display_name_styles":null,"banner_color":null,"clan":null,"primary_guild":null},"pinned":false,"mention_everyone":false,"tts":false,"nonce":"5612345678901234567"}""";

    private static readonly byte[] MessageAnswer = Encoding.ASCII.GetBytes(
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Message.Length}\r\n{Limits}\r\n{Message}");

    private static readonly byte[] NoContent = Encoding.ASCII.GetBytes($"HTTP/1.1 204 No Content\r\n{Limits}\r\n");

    private readonly byte[] buffer = new byte[64 * 1024];
    private int length;
    private long arrivedAt;

    /// <summary>Answers until the client closes the connection.</summary>
    public void Run()
    {
        try
        {
            using (socket)
            {
                while (ReceiveRequest() is > 0 and var size)
                {
                    bool isAnswer = buffer.AsSpan(0, size).IndexOf("/interactions/"u8) is >= 0 and < 64;
                    socket.Send(isAnswer ? NoContent : MessageAnswer);
                    if (isAnswer)
                    {
                        delays.End(buffer.AsSpan(0, size), arrivedAt);
                    }

                    buffer.AsSpan(size, length - size).CopyTo(buffer);
                    length -= size;
                }
            }
        }
        catch (SocketException)
        {
            // The client has disconnected.
        }
    }

    /// <summary>Returns the size of the first request in the buffer, once it is complete; 0 at the end of the connection.</summary>
    private int ReceiveRequest()
    {
        while (true)
        {
            int head = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) + 4;
            if (head >= 4 && length >= head + BodyLength(buffer.AsSpan(0, head)))
            {
                return head + BodyLength(buffer.AsSpan(0, head));
            }

            int count = socket.Receive(buffer.AsSpan(length));
            if (count == 0)
            {
                return 0;
            }

            arrivedAt = Stopwatch.GetTimestamp();
            length += count;
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var rest = head[(head.IndexOf("Content-Length: "u8) + "Content-Length: "u8.Length)..];
        return int.Parse(rest[..rest.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
