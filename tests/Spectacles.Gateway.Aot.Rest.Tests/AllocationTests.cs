using System.Net;
using System.Net.Http.Headers;

namespace Spectacles.Gateway.Rest.Tests;

/// <summary>What a call allocates, compared with a bare HttpClient that sends constant bytes to the same Uri.</summary>
[Collection("observers of the process")]
public sealed class AllocationTests(ITestOutputHelper output)
{
    private const int Rounds = 1000;
    private const string Token = TestToken.Text;
    private static readonly byte[] Body = """{"content":"pong"}"""u8.ToArray();
    private static readonly CreateMessageBody Model = new() { Content = "pong" };

    [Fact]
    public void Call_costs_at_most_a_string_and_a_uri_more_than_HttpClient()
    {
        using var handler = new ConstantHandler();
        using var rest = new BotRest(
            Token, new BotRestOptions { Http = new HttpMessageInvoker(handler), RateLimits = new() { GlobalLimit = 1_000_000 } });
        using var http = new HttpClient(handler);
        http.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bot {Token}");
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "DiscordBot (x, 1)");
        var uri = new Uri("https://discord.com/api/v10/channels/175928847299117063/messages");
        var type = new MediaTypeHeaderValue("application/json");

        long floor = Measure(() => BareAsync(http, uri, type));
        long address = Measure(() =>
        {
            GC.KeepAlive(new Uri(Address(175928847299117063)).PathAndQuery);
            return Task.CompletedTask;
        });
        long call = Measure(() => rest.SendAsync(Request(175928847299117063)));
        output.WriteLine($"floor {floor}, address {address}, call {call}");

        Assert.InRange(call, 0, floor + address);
    }

    private static string Address(Snowflake channel) => $"https://discord.com/api/v10/channels/{channel}/messages";

    private static RestRequest Request(Snowflake channel) =>
        new(new RestRoute(HttpMethod.Post, "/channels/{channel_id}/messages"), Address(channel), channel)
        {
            Body = Model,
        };

    private static async Task BareAsync(HttpClient http, Uri uri, MediaTypeHeaderValue type)
    {
        using var content = new ByteArrayContent(Body) { Headers = { ContentType = type } };
        using var message = new HttpRequestMessage(HttpMethod.Post, uri) { Content = content };
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
    }

    private static long Measure(Func<Task> call)
    {
        for (int i = 0; i < Rounds; i++)
        {
            Assert.True(call().IsCompletedSuccessfully);
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rounds; i++)
        {
            call();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }

    private sealed class ConstantHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            GC.KeepAlive(request.RequestUri!.PathAndQuery);
            var content = new ByteArrayContent([]) { Headers = { ContentLength = 0 } }; // A server's answer has it, too.
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
