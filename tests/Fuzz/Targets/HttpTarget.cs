using System.Net;
using System.Text;
using Fuzz.Engine;
using Fuzz.Memory;
using Microsoft.Extensions.Time.Testing;
using Spectacles.Gateway;

namespace Fuzz.Targets;

/// <summary>
/// Responses to GET /gateway/bot: a status, a Retry-After header and a body, one per line. The only exception is GatewayException, the
/// number of requests and the time between them are limited, and an accepted URL can be connected to.
/// </summary>
internal sealed class HttpTarget : IFuzzTarget
{
    private const int MostRequests = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly BotToken Token = BotToken.Parse("MTQxMDAwMDAwMDAwMDAwMDAwMA.GAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

    private readonly GuardedBytes guarded = new();

    public string Name => "http";

    public bool IsJson => true;

    public IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. JsonSamples.Tokens,
        .. new[]
        {
            "\"url\":\"wss://gateway.discord.gg\",", "\"shards\":1,", "\"shards\":100000,", "\"remaining\":0,", "\"reset_after\":-1,",
            "\"max_concurrency\":0,", "\"retry_after\":0.5", "{\"retry_after\":1e300,\"global\":true}",
            "200", "301", "401", "403", "404", "429", "500", "502", "-1", "0", "1.5", "1e9", "86400", "NaN", "Infinity",
            "Thu, 01 Jan 2026 00:00:10 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "Mon, 01 Jan 0001 00:00:00 GMT",
            "9223372036854775807", "-9223372036854775808", "\n", "\"wss://user:secret@gateway.discord.gg\"",
            "\"wss://gateway.discord.gg:8443\"", "\"wss://①.②.③.④\"",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public IEnumerable<byte[]> Samples =>
    [
        .. new[]
        {
            "200\n\n{\"url\":\"wss://gateway.discord.gg\",\"shards\":9,"
                + "\"session_start_limit\":{\"total\":1000,\"remaining\":999,\"reset_after\":14400000,\"max_concurrency\":1}}",
            "429\n1\n{\"message\":\"You are being rate limited.\",\"retry_after\":0.65,\"global\":false}", "429\n0.65\n{}", "503\n\n<html>",
            "500\nThu, 01 Jan 2026 00:00:10 GMT\n", "401\n\n{\"message\":\"401: Unauthorized\",\"code\":0}",
            "404\n\n", "302\n\n{}",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    public byte[]? Generate(Random random) => null;

    public string Run(byte[] input)
    {
        var (status, header, body) = Split(input);
        string read = Read(body);
        int requests = 0;
        var time = new FakeTimeProvider(Start);
        using var http = new HttpMessageInvoker(new Answers(() =>
        {
            requests++;
            return Answer(status, header, body);
        }));

        var task = new GatewayApi(new Uri("https://discord.test/api/v10"), http, time)
            .GetGatewayBotAsync(new TokenSource(Token), null, CancellationToken.None);
        var waited = TimeSpan.Zero;
        for (; !task.IsCompleted && waited <= MostRequests * LongestWait; waited += Step)
        {
            time.Advance(Step);
        }

        OracleException.ThrowUnless(task.IsCompleted, $"After {requests} requests and {waited} the request has not ended.");
        OracleException.ThrowUnless(requests <= MostRequests, $"There were {requests} requests.");
        string outcome;
        try
        {
            Check(task.GetAwaiter().GetResult());
            outcome = "accepted";
        }
        catch (GatewayException e)
        {
            outcome = e.Message.Contains("Retry after", StringComparison.Ordinal)
                ? "not retried"
                : e.Message[..Math.Min(e.Message.Length, 90)];
        }

        return $"{status}, {read}, {outcome}, {requests} requests, {InputSize.Of((int)waited.TotalSeconds)} s";
    }

    private string Read(byte[] body)
    {
        try
        {
            Check(GatewayInformation.Read(guarded.Place(body).Span, Start));
            return "read";
        }
        catch (GatewayException)
        {
            return "rejected";
        }
    }

    private static void Check(GatewayInformation information)
    {
        OracleException.ThrowUnless(information.Shards > 0, $"{information.Shards} shards are recommended.");
        OracleException.ThrowUnless(
            information.Url is { IsAbsoluteUri: true, Scheme: "ws" or "wss" }, $"'{information.Url}' is not the address of a web socket.");
        OracleException.ThrowUnless(information.SessionStartLimit.MaxConcurrency > 0, "The maximum concurrency is not positive.");
    }

    private static (int Status, string Header, byte[] Body) Split(byte[] input)
    {
        int first = input.AsSpan().IndexOf((byte)'\n');
        int second = first < 0 ? -1 : input.AsSpan(first + 1).IndexOf((byte)'\n');
        if (second < 0)
        {
            return (200, "", input);
        }

        second += first + 1;
        bool isStatus = int.TryParse(Encoding.UTF8.GetString(input.AsSpan(0, first)), out int status) && status is >= 200 and <= 599;
        return (isStatus ? status : 200, Encoding.Latin1.GetString(input.AsSpan(first + 1, second - first - 1)), input[(second + 1)..]);
    }

    private static HttpResponseMessage Answer(int status, string header, byte[] body)
    {
        var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent(body) };
        if (header.Length > 0)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", header);
        }

        return answer;
    }

    private sealed class Answers(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer());
    }
}
