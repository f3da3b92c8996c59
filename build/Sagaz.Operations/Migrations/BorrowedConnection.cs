using System.Data;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Sagaz.Operations.Migrations;

/// <summary>Lends a session to DbUp, which closes what it is given; the session lives on with its lock.</summary>
internal sealed class BorrowedConnection(NpgsqlConnection session) : IDbConnection
{
    [AllowNull]
    public string ConnectionString
    {
        get => session.ConnectionString;
        set => throw new NotSupportedException("A borrowed connection keeps its server.");
    }

    public int ConnectionTimeout => session.ConnectionTimeout;

    public string Database => session.Database;

    public ConnectionState State => session.State;

    public IDbTransaction BeginTransaction() => session.BeginTransaction();

    public IDbTransaction BeginTransaction(IsolationLevel il) => session.BeginTransaction(il);

    public void ChangeDatabase(string databaseName) =>
        throw new NotSupportedException("A borrowed connection keeps its database.");

    public IDbCommand CreateCommand() => session.CreateCommand();

    public void Open()
    {
    }

    public void Close()
    {
    }

    public void Dispose()
    {
    }
}
