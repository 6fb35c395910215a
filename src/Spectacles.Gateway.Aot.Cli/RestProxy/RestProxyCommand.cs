using System.CommandLine;
using System.Net;
using Spectacles.Gateway.Cli.Arguments;
using Spectacles.Gateway.Cli.Serving;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.RestProxy;

/// <summary><c>spectacles rest-proxy</c>: the rate limits of a bot whose processes run on several machines.</summary>
internal static class RestProxyCommand
{
    private const int DefaultPort = 4461;

    public static Command Create(TimeProvider time)
    {
        var defaults = new RateLimitOptions();
        var port = NumberOption.Create("--port", "The port; 0 selects a free port.", DefaultPort, 0, IPEndPoint.MaxPort);
        var listen = ListenOption.Create(
            "The address to listen on, such as 10.0.0.5, or 0.0.0.0 for all. "
            + "There is no encryption, and requests contain the bot's token: use a private network.");
        var global = NumberOption.Create(
            "--global-limit",
            "The calls per second of each bot; more than 50 only if Discord has raised it.",
            defaults.GlobalLimit,
            1,
            100_000);
        var queue = NumberOption.Create("--queue-limit", "The calls of each bot that may wait.", defaults.QueueLimit, 1, 10_000_000);
        var deadline = NumberOption.Create(
            "--deadline",
            "The seconds after which a call that still waits is answered with 429, and one that Discord does not answer with 504.",
            60,
            1,
            86_400);
        Option<Uri> upstream = new("--upstream")
        {
            Description = "The address to which requests go.",
            HelpName = "url",
            DefaultValueFactory = static _ => new Uri(BotRest.DiscordApi, "/"),
            CustomParser = static result =>
            {
                if (result.Tokens.Count > 0
                    && Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var url)
                    && url is { Scheme: "http" or "https", AbsolutePath: "/", Query: "", UserInfo: "" })
                {
                    return url;
                }

                result.AddError("--upstream must be an HTTP address without a path, such as https://discord.com.");
                return BotRest.DiscordApi;
            },
        };
        var command = new Command(
            "rest-proxy", "Forwards REST calls of a bot's processes on several machines, and keeps the rate limits of all together.")
        {
            port, listen, global, queue, deadline, upstream,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var service = new RestProxyService(
                new RestProxyOptions
                {
                    Upstream = result.GetValue(upstream)!,
                    Deadline = TimeSpan.FromSeconds(result.GetValue(deadline)),
                    Limits = new RateLimitOptions { GlobalLimit = result.GetValue(global), QueueLimit = result.GetValue(queue) },
                },
                time);
            return await ServiceRun.RunAsync(
                "rest-proxy", service.StartAsync, result.GetValue(listen)!, result.GetValue(port), time, result, cancellationToken);
        });
        return command;
    }
}
