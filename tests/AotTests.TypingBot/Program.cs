using AotTests.TypingBot;
using Spectacles.Gateway;

await using var cluster = new Cluster(args[0]);
await cluster.AddHandler(new TypingCounter()).RunAsync();
