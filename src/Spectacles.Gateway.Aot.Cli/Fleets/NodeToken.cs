using Spectacles.Gateway.Cli.Configuration;
using Spectacles.Gateway.Fleet;
using Spectacles.Gateway.Rest;

namespace Spectacles.Gateway.Cli.Fleets;

/// <summary>The bot's token: from a file, or else from the environment. Never from the configuration or the arguments.</summary>
internal sealed class NodeToken
{
    private const string Variable = "DISCORD_TOKEN";
    private const string FileVariable = "DISCORD_TOKEN_FILE";

    private readonly TokenFile? file;
    private readonly string token;

    private NodeToken(TokenFile? file, string token) => (this.file, this.token) = (file, token);

    /// <summary>Finds the token.</summary>
    /// <param name="configuration">The configuration.</param>
    /// <param name="environment">Returns a variable of the environment.</param>
    /// <exception cref="ConfigurationException">There is no token.</exception>
    public static NodeToken Find(FleetConfiguration configuration, Func<string, string?> environment)
    {
        if ((configuration.TokenFile ?? Set(environment(FileVariable))) is { } path)
        {
            return new NodeToken(new TokenFile(path), "");
        }

        return Set(environment(Variable)) is { } token
            ? new NodeToken(null, token)
            : throw new ConfigurationException(
                $"there is no token. Set token_file in the configuration, or {Variable} or {FileVariable} in the environment.");

        static string? Set(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
    }

    /// <exception cref="GatewayException">The file has no valid token.</exception>
    /// <exception cref="ConfigurationException">The environment has no valid token.</exception>
    public Gateway CreateGateway(GatewayOptions options) =>
        file is null ? Check(() => new Gateway(token, options)) : new Gateway(file, options);

    /// <inheritdoc cref="CreateGateway"/>
    public BotRest CreateRest(BotRestOptions options) =>
        file is null ? Check(() => new BotRest(token, options)) : new BotRest(file, options);

    /// <inheritdoc cref="CreateGateway"/>
    public FleetNode CreateNode(IFleetEngine engine, FleetNodeOptions options) =>
        file is null ? Check(() => new FleetNode(engine, token, options)) : new FleetNode(engine, file, options);

    private static T Check<T>(Func<T> create)
    {
        try
        {
            return create();
        }
        catch (ArgumentException e) when (e.ParamName == "token")
        {
            // The message never contains the token.
            throw new ConfigurationException($"{Variable} does not contain a bot token. {e.Message.Split(" (Parameter")[0]}", e);
        }
    }
}
