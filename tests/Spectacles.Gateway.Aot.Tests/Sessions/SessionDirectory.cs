namespace Spectacles.Gateway.Tests.Sessions;

/// <summary>A directory for one test.</summary>
internal sealed class SessionDirectory : IDisposable
{
    public const string Token = "simulated.gateway.token";

    public string Path { get; } = Directory.CreateTempSubdirectory("sessions-").FullName;

    /// <summary>A store as a process of its own would have it.</summary>
    public FileSessionStore NewStore(string token = Token) => new(token, System.IO.Path.Combine(Path, "bot"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
