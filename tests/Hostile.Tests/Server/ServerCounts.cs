namespace Hostile.Tests.Server;

/// <summary>The requests of the bot to the server.</summary>
/// <param name="Connects">Connections to the gateway.</param>
/// <param name="ApiRequests">Requests to the API.</param>
/// <param name="Identifies">IDENTIFY commands.</param>
/// <param name="Resumes">RESUME commands.</param>
/// <param name="Strangers">Connections to another host that sent something.</param>
/// <param name="MostCommands">The number of messages of the connection that sent the most.</param>
internal sealed record ServerCounts(int Connects, int ApiRequests, int Identifies, int Resumes, int Strangers, int MostCommands);
