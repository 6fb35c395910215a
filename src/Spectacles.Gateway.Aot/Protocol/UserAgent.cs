namespace Spectacles.Gateway;

/// <summary>
/// What the library is called in the header User-Agent, of a request to the API and of a web socket.
/// https://discord.com/developers/docs/reference#user-agent
/// </summary>
internal static class UserAgent
{
    private const string Name = "Spectacles.Gateway.Aot";

    /// <summary>
    /// <c>DiscordBot (address, version) name</c>. While the address of the repository is not known, the name is in its place.
    /// </summary>
    public static string Text { get; } = Of(BuildProperties.ProjectUrl, BuildProperties.Version);

    public static string Of(string url, string version) => $"DiscordBot ({(url.Length > 0 ? url : Name)}, {version}) {Name}";
}
