using System.CommandLine;
using System.Net;

namespace Spectacles.Gateway.Cli.Arguments;

/// <summary>The option <c>--listen</c> of the commands that serve something.</summary>
internal static class ListenOption
{
    public static Option<IPAddress> Create(string description) => new("--listen")
    {
        Description = description,
        HelpName = "address",
        DefaultValueFactory = static _ => IPAddress.Loopback,
        CustomParser = static result =>
        {
            if (result.Tokens.Count == 0)
            {
                return IPAddress.Loopback;
            }

            if (IPAddress.TryParse(result.Tokens[0].Value, out var address))
            {
                return address;
            }

            result.AddError($"--listen must be an IP address, such as 127.0.0.1, not {result.Tokens[0].Value}.");
            return IPAddress.Loopback;
        },
    };
}
