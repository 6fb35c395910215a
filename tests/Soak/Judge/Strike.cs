using Spectacles.Gateway.Testing;

namespace Soak.Judge;

/// <summary>A kind of fault.</summary>
/// <param name="Name">How it is counted.</param>
/// <param name="Act">Strikes a connection that carries a session.</param>
/// <param name="EndsSession">Whether the session is the script's victim.</param>
internal sealed record Strike(string Name, Action<SimulatedConnection> Act, bool EndsSession = false);
