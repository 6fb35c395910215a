using Hostile.Tests.Server;
using static Hostile.Tests.Server.Steps;

namespace Hostile.Tests.Tables;

/// <summary>Responses to <c>GET /gateway/bot</c>.</summary>
internal static class ApiScenarios
{
    private const string NotJson = "not the documented JSON";
    private const string Lacks = "has no url";
    private const string Once = "Spawning throws one error that says so.";
    private const string Asked = "Asked five times, with a line for each wait; then spawning throws.";
    private const string Defaults = "The bot starts.";

    private static readonly Expected Patient = Expected.Refuses("times") with { Lines = (1, 5) };

    public static IReadOnlyList<Scenario> All { get; } =
    [
        Body("HTML", "<html><body>Welcome to the hotel</body></html>", NotJson),
        Body("Nothing", "", NotJson),
        Body("A byte order mark and nothing else", "\uFEFF", NotJson),
        Body("JSON 30,000 levels deep", new string('[', 30_000), Lacks),
        Body("JSON of 60 KB in one string", $$"""{"url":"{{new string('x', 60_000)}}","shards":1}""", Lacks),
        Api(
            "10 GB",
            Once,
            Expected.Refuses("more than"),
            Raw("HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n"),
            Endlessly(Raw(new string(' ', 64 << 10))),
            Reset),
        Api(
            "Chunks without end",
            Once,
            Expected.Refuses("more than"),
            Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Endlessly(Raw($"8000\r\n{new string(' ', 0x8000)}\r\n")),
            Reset),
        Api(
            "Chunks of 1 byte without end",
            Once,
            new Expected(Ending.Refuses),
            Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Endlessly(Raw("1\r\n \r\n")),
            Reset),
        Api(
            "Chunk of a negative length",
            Once,
            new Expected(Ending.Refuses),
            Raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n"),
            End),
        Api(
            "Gzip bomb",
            Once,
            new Expected(Ending.Refuses),
            Raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\n"),
            Bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, .. ZeroBlock()]),
            End),
        Api(
            "Headers without end",
            Once,
            new Expected(Ending.Refuses),
            Raw("HTTP/1.1 200 OK\r\n"),
            Endlessly(Raw($"X-Long: {new string('a', 4000)}\r\n")),
            Reset),
        Api(
            "Headers trickled byte by byte",
            "Given up after 30 s.",
            Expected.Refuses("did not answer"),
            Raw("HTTP/1.1 200 OK\r\n"),
            Trickle("X-Slow: a\r\n"u8.ToArray()),
            Reset),
        Api(
            "Body trickled byte by byte",
            "Given up after 30 s.",
            Expected.Refuses("did not answer"),
            Raw("HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"),
            Trickle(" "u8.ToArray()),
            Reset),
        Api("Silence", "Given up after 30 s.", Expected.Refuses("did not answer"), Silence),
        Api("Reset", Once, Expected.Refuses("can't be reached"), Reset),
        Api("End", Once, Expected.Refuses("can't be reached"), End),
        Api("Garbage", Once, Expected.Refuses("can't be reached"), Raw("\u0000\u00ffgarbage\r\n\r\n"), End),
        Api("302 without an address", Once, Expected.Refuses("302"), Answer("302 Found"), End),
        Api(
            "302 to itself",
            Once,
            Expected.Refuses("302"),
            Answer("302 Found", "", "Location: http://127.0.0.1:$PORT$/api/v10/gateway/bot\r\n"),
            End),
        Api(
            "302 to another host",
            "Not followed; spawning throws.",
            Expected.Refuses("302"),
            Answer("302 Found", "", "Location: http://127.0.0.2:$STRANGER$/\r\n"),
            End),
        Api(
            "308 to another host",
            "Not followed; spawning throws.",
            Expected.Refuses("308"),
            Answer("308 Permanent Redirect", "", "Location: http://127.0.0.2:$STRANGER$/\r\n"),
            End),
        Status("401 Unauthorized", Expected.Refuses("401")),
        Status("403 Forbidden", Expected.Refuses("403")),
        Status("404 Not Found", Expected.Refuses("404")),
        Status("418 \u001b[31mteapot\u0007", Expected.Refuses("418")) with
        {
            Name = "418 with an escape sequence in its reason phrase",
            Outcome = "Spawning throws; control characters do not reach the terminal.",
        },
        Status("500 Internal Server Error", Patient),
        Status("502 Bad Gateway", Patient),
        Status("503 Service Unavailable", Patient),
        Status("429 Too Many Requests", Patient),
        Api("429 with Retry-After of 0", Asked, Patient, Answer("429 Too Many Requests", "{}", "Retry-After: 0\r\n"), End),
        Api("429 with Retry-After of -5", Asked, Patient, Answer("429 Too Many Requests", "{}", "Retry-After: -5\r\n"), End),
        Api(
            "429 with Retry-After of 10^18",
            "Not waited for: spawning throws.",
            new Expected(Ending.Refuses) { Says = "429", Lines = (0, 5) },
            Answer("429 Too Many Requests", "{}", "Retry-After: 1000000000000000000\r\n"),
            End),
        Api(
            "429 with retry_after of 1e300 in its body",
            "Not waited for: spawning throws.",
            new Expected(Ending.Refuses) { Says = "429", Lines = (0, 5) },
            Answer("429 Too Many Requests", """{"retry_after":1e300}"""),
            End),
        Body("url of http", Url("http://127.0.0.1:$PORT$"), Lacks),
        Body("url of file", Url("file:///etc/passwd"), Lacks),
        Body("url of another form", """{"url":5,"shards":1}""", null),
        Body("No url", """{"shards":1}""", Lacks),
        Body("url with a name and a password", Url("ws://name:secret@127.0.0.1:$PORT$"), null),
        Body("url with a name that looks like a host", Url("ws://127.0.0.1@127.0.0.2:$STRANGER$"), null),
        Body("shards of 0", """{"url":"$URL$","shards":0}""", null),
        Body("shards of -1", """{"url":"$URL$","shards":-1}""", null),
        Body("shards of 100,000", Url("$URL$", shards: "100000"), null),
        Body("shards of 2^40", Url("$URL$", shards: "1099511627776"), null),
        Starts("max_concurrency of 0", Limit("""{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":0}""")),
        Starts("max_concurrency of -5", Limit("""{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":-5}""")),
        Starts("max_concurrency of a billion", Limit("""{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1000000000}""")),
        Starts("session_start_limit of null", Limit("null")),
        Starts("No session_start_limit", """{"url":"$URL$","shards":1}"""),
        Waits("remaining of 0, reset_after of -5000", Limit("""{"total":1000,"remaining":0,"reset_after":-5000,"max_concurrency":1}""")),
        Waits("remaining of -3", Limit("""{"total":1000,"remaining":-3,"reset_after":1000,"max_concurrency":1}""")),
        new(
            "remaining of 0, reset_after of 10^18",
            "The bot waits for 30 days at most, and says until when.",
            new Expected(Ending.Serves)
            {
                Connects = (1, 16),
                Lines = (1, 3),
                Identifies = 0,
                Recovery = null,
                Says = "no session starts remain",
            })
        {
            Api = [[AnswerApi(Limit("""{"total":1000,"remaining":0,"reset_after":1000000000000000000,"max_concurrency":1}""")), End]],
        },
    ];

    private static string Url(string url, string shards = "1") => $$$"""{"url":"{{{url}}}","shards":{{{shards}}},"session_start_limit":{"total":1000,"remaining":999,"reset_after":0,"max_concurrency":1}}""";

    private static string Limit(string limit) => $$"""{"url":"$URL$","shards":1,"session_start_limit":{{limit}}}""";

    private static Scenario Api(string name, string outcome, Expected expected, params Step[] steps) =>
        new($"API: {name}", outcome, expected) { Api = [steps] };

    private static Scenario Status(string status, Expected expected) =>
        Api(status, expected == Patient ? Asked : Once, expected, Answer(status, "<html>"), End);

    private static Scenario Body(string name, string body, string? says) =>
        Api(name, Once, new Expected(Ending.Refuses) { Says = says }, AnswerApi(body), End);

    private static Scenario Starts(string name, string body) => Api(name, Defaults, Expected.Stays, AnswerApi(body), End);

    private static Scenario Waits(string name, string body) =>
        Api(
            name,
            "The bot does not identify; it asks the API again after 5 s, and says so.",
            new Expected(Ending.Serves) { Connects = (1, 16), Lines = (1, 20), Says = "no session starts remain" },
            AnswerApi(body),
            End);
}
