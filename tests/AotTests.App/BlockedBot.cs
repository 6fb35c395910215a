using Spectacles.Gateway;
using Spectacles.Gateway.Events;

namespace AotTests.App;

/// <summary>A separate program: a bot that blocks a thread forever at the event BLOCK and prints when it ends.</summary>
internal static class BlockedBot
{
    public static async Task<int> RunAsync(string token, string api, string directory)
    {
        await using (
            var cluster = new Cluster(
                token, new ClusterOptions { Api = new Uri(api), SessionStore = new FileSessionStore(token, directory) }))
        {
            cluster.Error += error => Console.Error.WriteLine(error);
            cluster.On("BLOCK", (_, _) =>
            {
                Console.WriteLine("blocked");
                new ManualResetEventSlim().Wait();
            });
            await cluster.RunAsync();
        }

        Console.WriteLine("stopped");
        return 0;
    }
}
