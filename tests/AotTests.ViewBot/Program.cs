using AotTests.ViewBot;
using Spectacles.Gateway;

await using var cluster = new Cluster(args[0]);
await cluster.AddHandler(new ContentReader()).AddHandler(new ByteCounter()).RunAsync();
