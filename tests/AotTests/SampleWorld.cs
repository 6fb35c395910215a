using Spectacles.Gateway.Testing;

namespace Spectacles.Gateway.AotTests;

/// <summary>
/// A guild in which a bot may moderate: <c>grace</c> owns it, <c>mo</c> moderates, <c>ada</c> and <c>bob</c> are members.
/// </summary>
internal static class SampleWorld
{
    private static readonly WorldDescription World = WorldDescription.Parse("""
        {
          "guilds": [
            {
              "name": "Kitchen",
              "owner": "grace",
              "channels": [{ "name": "general" }],
              "roles": [{ "name": "moderators", "permissions": ["VIEW_CHANNEL", "SEND_MESSAGES", "MODERATE_MEMBERS", "MANAGE_MESSAGES"] }],
              "bot_roles": ["moderators"],
              "people": [{ "name": "ada" }, { "name": "bob" }, { "name": "grace" }, { "name": "mo", "roles": ["moderators"] }]
            }
          ]
        }
        """);

    public static Task<SimulatedGateway> StartAsync(GatewayIntents privileged = GatewayIntents.None) => SimulatedGateway.StartAsync(
        new SimulatedGatewayOptions
        {
            World = World,
            PrivilegedIntents = privileged,
            ObservationTimeout = TimeSpan.FromMinutes(1),
        },
        TestContext.Current.CancellationToken);
}
