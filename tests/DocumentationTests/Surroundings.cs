namespace DocumentationTests;

/// <summary>What is in scope where a block stands: namespaces, and a few names that the pages use without declaring them.</summary>
internal static class Surroundings
{
    /// <summary>The namespaces that the SDK imports into every project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>What follows an attribute that a block shows alone.</summary>
    public const string HandlerOfAnyEvent = "internal sealed partial class Example { public void Handle(in Dispatch dispatch) { } }";

    /// <summary>The namespaces that a block has without importing them, unless it imports the library itself.</summary>
    public const string LibraryUsings = """
        global using System.Net;
        global using Microsoft.Extensions.Time.Testing;
        global using Spectacles.Gateway;
        global using Spectacles.Gateway.Events;
        global using Spectacles.Gateway.Fleet;
        global using Spectacles.Gateway.Interactions;
        global using Spectacles.Gateway.Rest;
        global using Spectacles.Gateway.Testing;
        global using Xunit;
        """;

    /// <summary>The names are members of a static class, so that a block can declare a variable of the same name.</summary>
    public const string Names = """
        global using Surroundings;
        global using static Surroundings.Names;
        using Spectacles.Gateway;
        using Spectacles.Gateway.Events;
        using Spectacles.Gateway.Fleet;
        using Spectacles.Gateway.Interactions;
        using Spectacles.Gateway.Rest;
        using Spectacles.Gateway.Testing;

        namespace Surroundings
        {
            internal static class Names
            {
                public static CancellationToken cancellationToken => CancellationToken.None;
                public static Snowflake channelId => 1;
                public static Cluster cluster => null!;
                public static IFleetEngine engine => null!;
                public static SimulatedGateway gateway => null!;
                public static Snowflake guildId => 1;
                public static IGatewayHandler handler => null!;
                public static HttpClient http => null!;
                public static Interaction context => null!;
                public static InteractionCreate interaction => null!;
                public static MessageCreate message => null!;
                public static Snowflake messageId => 1;
                public static Snowflake otherGuildId => 1;
                public static BotRest rest => null!;
                public static Snowflake roleId => 1;
                public static Shard shard => null!;
                public static FleetContractSubject subject => null!;
                public static string token => "";
                public static User user => null!;
                public static Snowflake userId => 1;
            }

            [GatewayEvent("MESSAGE_CREATE")]
            internal sealed partial class Greeter
            {
                public void Handle(MessageCreate message) { }
            }

            [GatewayEvent("MESSAGE_CREATE")]
            internal sealed partial class PingPong
            {
                public void Handle(MessageCreate message) { }
            }

            [GatewayEvent("MESSAGE_CREATE")]
            internal sealed partial class YourHandler
            {
                public void Handle(MessageCreate message) { }
            }
        }
        """;
}
